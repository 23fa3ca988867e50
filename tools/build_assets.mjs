// Build the front end: one style sheet, one file per script, fonts and icons, into build/static/perron.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

const ASSETS = "assets";
const TARGET = "build/static/perron";
const FONT = "node_modules/@fontsource-variable/atkinson-hyperlegible-next";
const ICONS = "node_modules/lucide-static";

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

// assets/icons holds own drawings; assets/icons/lucide.txt names those that come from the package.
function copyIcons() {
  const list = join(ASSETS, "icons", "lucide.txt");
  const named = existsSync(list) ? readFileSync(list, "utf8").split(/\s+/).filter(Boolean) : [];
  const packaged = named.map((name) => join(ICONS, "icons", `${name}.svg`));
  if (packaged.length > 0) packaged.push(join(ICONS, "LICENSE"));
  copy([...packaged, ...within(join(ASSETS, "icons"), ".svg")], join(TARGET, "icons"));
}

rmSync(TARGET, { recursive: true, force: true });
copyFonts();
copyIcons();

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
