import { judgePackage } from './judge-package.js';
import { readFolder, readZip } from './read-package.js';

const words = JSON.parse(document.getElementById('words').textContent);
const find = (id) => document.getElementById(id);
const SHAPES = { valid: '✔', altered: '✖', incomplete: '◌', unchanged: '✔', missing: '◌', added: '✚' };
const STATE_ORDER = ['altered', 'added', 'missing', 'unchanged'];
let run = 0;

function say(key, parameters = {}) {
  return (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_whole, name) => String(parameters[name] ?? ''));
}

function make(name, text, className) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className !== undefined) element.className = className;
  return element;
}

const number = new Intl.NumberFormat('en-GB');
const group = (sum) => sum.replace(/(.{8})(?=.)/g, '$1 ');

function showFacts({ manifest, keySha256, signed }) {
  const facts = find('facts');
  facts.replaceChildren();
  if (manifest === null) return;
  const rows = [
    ['package', manifest.name],
    ['organisation', manifest.organisation],
    ['title', manifest.title],
    ['status', say(manifest.status)],
    ['profile', say(manifest.profile)],
    ['period', `${manifest.period.from} – ${manifest.period.to}`],
    ['asOf', manifest.asOf],
    ['preparedBy', manifest.preparedBy],
    ['scope', manifest.filter.words],
    ['head', `${number.format(manifest.chainHead.sequence)}, ${manifest.chainHead.hash}`],
    ['signature', say(signed ? 'signatureValid' : 'signatureInvalid')],
    ['key', keySha256 === null ? '–' : group(keySha256)],
  ];
  for (const [label, value] of rows) facts.append(make('dt', say(label)), make('dd', value));
}

function showFiles(files) {
  const rows = files
    .toSorted((left, right) => STATE_ORDER.indexOf(left.state) - STATE_ORDER.indexOf(right.state))
    .map(({ path, bytes, state }) => {
      const row = make('tr');
      const mark = make('td');
      const shape = make('span', SHAPES[state], 'shape');
      shape.setAttribute('aria-hidden', 'true');
      mark.append(shape, make('span', say(state)));
      row.className = state;
      row.append(mark, make('td', path, 'path'), make('td', number.format(bytes), 'number'));
      return row;
    });
  find('files').replaceChildren(...rows);
  find('listed').hidden = rows.length === 0;
}

function showVerdict(verdict, sentence) {
  const box = find('verdict');
  box.className = verdict;
  find('verdict-shape').textContent = SHAPES[verdict] ?? '';
  find('verdict-word').textContent = say(verdict);
  find('verdict-sentence').textContent = sentence;
  box.hidden = false;
}

function describe({ verdict, files, signed }) {
  const count = (state) => files.filter((file) => file.state === state).length;
  if (verdict === 'valid') return say('validSentence', { files: number.format(files.length) });
  const parts = ['altered', 'added', 'missing'].filter((state) => count(state) > 0);
  const first = files.toSorted((left, right) => STATE_ORDER.indexOf(left.state) - STATE_ORDER.indexOf(right.state))[0];
  const counts = parts.map((state) => say(`${state}Count`, { count: number.format(count(state)) })).join(' ');
  const seal = signed ? '' : ` ${say('signatureInvalid')}`;
  return `${counts} ${say('first', { path: first.path })}${seal}`;
}

async function judge(open) {
  run += 1;
  const own = run;
  for (const id of ['verdict', 'listed', 'details']) find(id).hidden = true;
  const progress = find('progress');
  progress.hidden = false;
  find('progress-word').textContent = say('reading');
  let result;
  try {
    result = await judgePackage(await open(), (done, total) => {
      if (own !== run) return;
      find('bar').value = total === 0 ? 1 : done / total;
      find('progress-word').textContent = say('checked', { percent: Math.floor((100 * done) / Math.max(total, 1)) });
    });
  } catch {
    result = null;
  }
  if (own !== run) return;
  progress.hidden = true;
  if (result === null) {
    showVerdict('altered', say('noPackage'));
    find('verdict-word').textContent = say('unreadable');
  } else {
    showVerdict(result.verdict, describe(result));
    showFacts(result);
    showFiles(result.files);
    find('details').hidden = result.manifest === null;
  }
  find('verdict').focus();
}

async function* walkHandle(handle, path) {
  if (handle.kind === 'file') yield { path, file: await handle.getFile() };
  else for await (const member of handle.values()) yield* walkHandle(member, `${path}/${member.name}`);
}

function readEntries(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

async function* walkEntry(entry, path) {
  if (entry.isFile) {
    yield { path, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) };
    return;
  }
  const reader = entry.createReader();
  for (let members = await readEntries(reader); members.length > 0; members = await readEntries(reader)) {
    for (const member of members) yield* walkEntry(member, `${path}/${member.name}`);
  }
}

async function collect(walk) {
  const found = [];
  for await (const one of walk) found.push(one);
  return found;
}

/** What was dropped: one folder, one zip archive, or loose files. Browsers differ in how they hand a folder over. */
function readDrop(transfer) {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const handles = items.map((item) => item.getAsFileSystemHandle?.().catch(() => null));
  const entries = items.map((item) => item.webkitGetAsEntry?.());
  const loose = [...transfer.files];
  return async () => {
    const found = [];
    for (const [index, entry] of entries.entries()) {
      const handle = await handles[index];
      if (handle?.kind === 'directory') found.push(...(await collect(walkHandle(handle, handle.name))));
      else if (entry?.isDirectory) found.push(...(await collect(walkEntry(entry, entry.name))));
      else if (loose[index]) found.push({ path: loose[index].name, file: loose[index] });
    }
    return openFound(found);
  };
}

function openFound(found) {
  const [only] = found;
  return found.length === 1 && !only.path.endsWith('manifest.json') ? readZip(only.file) : readFolder(found);
}

function listen() {
  find('zip').addEventListener('change', ({ target }) => {
    const [file] = target.files;
    if (file) void judge(() => readZip(file));
  });
  find('folder').addEventListener('change', ({ target }) => {
    const found = [...target.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    if (found.length > 0) void judge(() => readFolder(found));
  });
  const stop = (event) => event.preventDefault();
  for (const kind of ['dragenter', 'dragover']) {
    document.addEventListener(kind, (event) => {
      stop(event);
      document.body.classList.add('over');
    });
  }
  document.addEventListener('dragleave', () => document.body.classList.remove('over'));
  document.addEventListener('drop', (event) => {
    stop(event);
    document.body.classList.remove('over');
    void judge(readDrop(event.dataTransfer));
  });
}
listen();
