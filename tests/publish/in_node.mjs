// node in_node.mjs PYODIDE WHEELS PROGRAM MOST: a Python program in Pyodide; prints its value.
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, wheels, program, most] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${folder}/` });
await python.loadPackage(["numpy", "matplotlib"], { messageCallback: () => {} });
for (const name of readdirSync(wheels)) {
  python.unpackArchive(new Uint8Array(readFileSync(`${wheels}/${name}`)).buffer, "wheel");
}
python.globals.set("MOST", Number(most));
console.log(await python.runPythonAsync(readFileSync(program, "utf8")));
