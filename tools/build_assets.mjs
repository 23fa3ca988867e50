// Build the front end: one style sheet, one file per script, fonts and icons, into build/static/perron.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

const ASSETS = "assets";
const TARGET = "build/static/perron";
const FONT = "node_modules/@fontsource-variable/atkinson-hyperlegible-next";

const within = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .map((name) => join(folder, name))
    : [];

function copy(paths, folder) {
  mkdirSync(folder, { recursive: true });
  for (const path of paths) copyFileSync(path, join(folder, basename(path)));
}

function copyFonts() {
  const scripts = /-latin(-ext)?-wght-(normal|italic)\.woff2$/;
  const files = within(join(FONT, "files"), ".woff2").filter((path) => scripts.test(path));
  if (files.length === 0) throw new Error("The font package holds no Latin font files.");
  copy([...files, join(FONT, "LICENSE")], join(TARGET, "fonts"));
}

rmSync(TARGET, { recursive: true, force: true });
copyFonts();
copy(within(join(ASSETS, "icons"), ".svg"), join(TARGET, "icons"));

const style = join(ASSETS, "css", "site.css");
await build({
  entryPoints: [...(existsSync(style) ? [style] : []), ...within(join(ASSETS, "js"), ".js")],
  entryNames: "[name]",
  outdir: TARGET,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "linked",
  external: ["*.woff2", "*.svg"], // fonts and icons stand beside the style sheet
  logLevel: "warning",
});
