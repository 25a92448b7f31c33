"""What explorers and questions are made of: controls, pictures that follow, replies."""
