"""Everything that is made from sources and notebooks: notebooks, guides, slides, site."""
