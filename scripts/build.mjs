// node scripts/build.mjs [page] [hosts] [--if-stale]: builds the page, or the hosts with the core, or both, into out/.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import { BUILD_PARTS, fingerprintSources, isStale, listFiles, markBuilt } from './build-plan.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { runsOnOlderNode, runWithNode } from './node-runtime.mjs';
import { inProject, PlainError, PROJECT_FOLDER, runScript } from './project.mjs';

const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Native or given by the host at run time; everything else is bundled, so that a package holds no sources. */
const NOT_BUNDLED = ['better-sqlite3', 'electron'];

const WORKER_URL = /new URL\(\s*(['"])(\.{1,2}\/[\w./-]+-worker\.ts)\1\s*,\s*import\.meta\.url\s*\)/g;

/** Builds the file behind `new URL('./x-worker.ts', import.meta.url)` as `x-worker.js` beside the bundle that asks for it. */
const workerFiles = {
  name: 'assay-worker-files',
  async transform(code, id) {
    let result = code;
    for (const [expression, , path] of code.matchAll(WORKER_URL)) {
      const worker = await this.resolve(path, id);
      if (!worker) this.error(`${path} is not there`);
      const fileName = `${basename(path, '.ts')}.js`;
      this.emitFile({ type: 'chunk', id: worker.id, fileName });
      result = result.replace(expression, `new URL('./${fileName}', import.meta.url)`);
    }
    return result === code ? null : { code: result, map: null };
  },
};

const WASM_URL = /new URL\(\s*(['"])(\.{1,2}\/[\w./@-]+\.wasm)\1\s*,\s*import\.meta\.url\s*\)/g;

/** Puts the file behind `new URL('./x.wasm', import.meta.url)` beside the bundle that asks for it. */
const wasmFiles = {
  name: 'assay-wasm-files',
  async transform(code, id) {
    let result = code;
    for (const [expression, , path] of code.matchAll(WASM_URL)) {
      const fileName = basename(path);
      this.emitFile({ type: 'asset', fileName, source: readFileSync(resolve(dirname(id), path)) });
      result = result.replace(expression, `new URL('./${fileName}', import.meta.url)`);
    }
    return result === code ? null : { code: result, map: null };
  },
};

const PDF_WORKER = /\/pdfjs-dist\/legacy\/build\/pdf\.worker\.mjs$/;
const PDF_DECODER_IMPORT =
  /await import\(\s*(?:\/\*[^*]*\*\/\s*)*`\$\{WasmImage\.#wasmUrl\}\$\{this\._noWasmFilename\}`\)/g;
const PDF_DECODERS = ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js'];

/**
 * Builds the decoders of scanned pages into the PDF worker. It would load them while it runs, and its own policy lets it
 * load nothing.
 */
const pdfDecoders = {
  name: 'assay-pdf-decoders',
  transform(code, id) {
    if (!PDF_WORKER.test(id.replaceAll('\\', '/'))) return null;
    if (code.match(PDF_DECODER_IMPORT)?.length !== 1)
      this.error('the PDF worker loads its decoders in another way now');
    const imports = PDF_DECODERS.map((name, index) => `import * as decoder${index} from '../../wasm/${name}';\n`);
    const entries = PDF_DECODERS.map((name, index) => `'${name}': decoder${index}`);
    const changed = code.replace(PDF_DECODER_IMPORT, 'assayPdfDecoders[this._noWasmFilename]');
    return { code: `${imports.join('')}const assayPdfDecoders = { ${entries.join(', ')} };\n${changed}`, map: null };
  },
};

const INSTALLED_PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** Notes which installed packages went into a build, for the third-party notices. */
function noteBundledPackages(packages) {
  return {
    name: 'assay-bundled-packages',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []));
      for (const id of modules) {
        const found = INSTALLED_PACKAGE.exec(id.replaceAll('\\', '/').replaceAll('\0', ''));
        if (found) packages.add(relative(PROJECT_FOLDER, found[0]).replaceAll('\\', '/').replace(/\/$/, ''));
      }
    },
  };
}

/** The list of the page's files that the hosts may serve, with their hashes; they serve nothing that is not in it. */
function writeAssetList() {
  const folder = inProject('out', 'renderer');
  const assets = listFiles(folder).map((path) => {
    const mediaType = MEDIA_TYPES[extname(path)];
    if (!mediaType) throw new PlainError(`No media type is known for ${relative(PROJECT_FOLDER, path)}.`);
    return {
      path: `/${relative(folder, path).split(sep).join('/')}`,
      mediaType,
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    };
  });
  writeFileSync(inProject('out', 'page-assets.json'), `${JSON.stringify(assets, null, 1)}\n`);
}

async function buildPage(vite, packages) {
  const { default: react } = await import('@vitejs/plugin-react');
  await vite.build({
    configFile: false,
    root: inProject('renderer'),
    publicDir: false,
    logLevel: 'warn',
    plugins: [react(), noteBundledPackages(packages)],
    worker: { format: 'es', plugins: () => [pdfDecoders, noteBundledPackages(packages)] },
    build: {
      outDir: inProject('out', 'renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      reportCompressedSize: false,
    },
  });
  writeAssetList();
}

function nodeBuild({ entries, outDir, format, entryFileNames, packages }) {
  return {
    configFile: false,
    root: PROJECT_FOLDER,
    publicDir: false,
    logLevel: 'warn',
    plugins: [workerFiles, wasmFiles, noteBundledPackages(packages)],
    ssr: { target: 'node', noExternal: true, external: NOT_BUNDLED },
    build: {
      ssr: true,
      emitAssets: true,
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: { input: entries, output: { format, entryFileNames, chunkFileNames: 'chunk-[name]-[hash].js' } },
    },
  };
}

async function buildHosts(vite, packages) {
  await vite.build(
    nodeBuild({
      entries: {
        main: inProject('electron/main/main.ts'),
        'core-process': inProject('electron/main/core-process.ts'),
        'local-host': inProject('electron/local/start-local.ts'),
        assay: inProject('electron/cli/assay.ts'),
      },
      outDir: inProject('out', 'main'),
      format: 'es',
      entryFileNames: '[name].js',
      packages,
    }),
  );
  await vite.build(
    nodeBuild({
      entries: { preload: inProject('electron/preload/preload.ts') },
      outDir: inProject('out', 'preload'),
      format: 'cjs',
      entryFileNames: '[name].cjs',
      packages,
    }),
  );
}

const BUILDERS = { page: buildPage, hosts: buildHosts };

await runScript(async () => {
  const args = process.argv.slice(2);
  const onlyIfStale = args.includes('--if-stale');
  const named = args.filter((argument) => !argument.startsWith('--'));
  const unknown = named.find((part) => !(part in BUILD_PARTS));
  if (unknown) throw new PlainError(`There is no part "${unknown}" to build; there are page and hosts.`);
  const parts = (named.length > 0 ? named : Object.keys(BUILD_PARTS)).filter((part) => !onlyIfStale || isStale(part));
  if (parts.length === 0) return 0;
  await ensureDependencies();
  if (runsOnOlderNode()) return runWithNode('scripts/build.mjs', args);
  const vite = await import('vite');
  mkdirSync(inProject('out'), { recursive: true });
  for (const part of parts) {
    rmSync(inProject(BUILD_PARTS[part].product), { force: true });
    const fingerprint = fingerprintSources(BUILD_PARTS[part].sources);
    const packages = new Set();
    await BUILDERS[part](vite, packages);
    writeFileSync(
      inProject('out', `bundled-${part}.json`),
      `${JSON.stringify(
        [...packages].sort((left, right) => (left < right ? -1 : 1)),
        null,
        1,
      )}\n`,
    );
    markBuilt(part, fingerprint);
  }
  return 0;
});
