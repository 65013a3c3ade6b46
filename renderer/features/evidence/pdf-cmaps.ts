const FILES = import.meta.glob<string>('../../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
  eager: true,
  query: '?url&inline',
  import: 'default',
});

/** The tables of characters that Chinese, Japanese and Korean fonts are written against, by file name, as data addresses. */
export const CMAPS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(FILES).map(([path, address]) => [path.slice(path.lastIndexOf('/') + 1), address]),
);
