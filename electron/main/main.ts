import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  shell,
  utilityProcess,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
} from 'electron';
import { AssayError } from '../core/assay-error.ts';
import { readLaunchOptions, type LaunchOptions } from '../hosts/launch-options.ts';
import { loadPageAssets } from '../hosts/page-assets.ts';
import { PAGE_SCHEME, PAGE_URL } from './app-origin.ts';
import { menuTemplate } from './application-menu.ts';
import { BRIDGE_CHANNELS } from './bridge-channels.ts';
import { coreEnvironment } from './core-environment.ts';
import { linkCore, type CoreLink } from './core-link.ts';
import { openExternalLink } from './external-links.ts';
import { guardNavigation } from './navigation-policy.ts';
import { createPageHandler } from './page-protocol.ts';
import { isTrustedSender } from './sender-guard.ts';
import { applySessionPolicy } from './session-policy.ts';
import { createWindowFiles, type SystemDialogs } from './window-files.ts';
import { windowOptions } from './window-options.ts';

const WORKSPACE_FILTER = [{ name: 'Assay workspace', extensions: ['assay'] }];

process.umask(0o077);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges: { standard: true, secure: true } }]);

const windows = new Map<number, { window: BrowserWindow; lineId: string | null }>();
let core: CoreLink<MessagePortMain> | null = null;
/** The workspace that the Finder handed over before Assay was ready. */
let handedOver: string | null = null;

function frontWindow(): BrowserWindow | null {
  return BrowserWindow.getFocusedWindow() ?? windows.values().next().value?.window ?? null;
}

async function showOpen(options: Electron.OpenDialogOptions): Promise<string[]> {
  const parent = frontWindow();
  const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
  return filePaths;
}

async function showSave(options: Electron.SaveDialogOptions): Promise<string | null> {
  const parent = frontWindow();
  const { filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
  return filePath || null;
}

async function showQuestion(options: Electron.MessageBoxOptions): Promise<number> {
  const parent = frontWindow();
  return (await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options))).response;
}

const dialogs: SystemDialogs = {
  openFiles: (filters, several) =>
    showOpen({ filters, properties: several ? ['openFile', 'multiSelections'] : ['openFile'] }),
  saveFile: (suggestedFileName) => showSave({ defaultPath: suggestedFileName }),
  openFolder: async () => (await showOpen({ properties: ['openDirectory', 'createDirectory'] }))[0] ?? null,
};

async function chooseWorkspace(suggestedFileName: string | null): Promise<string | null> {
  if (suggestedFileName !== null) return showSave({ defaultPath: suggestedFileName, filters: WORKSPACE_FILTER });
  return (await showOpen({ filters: WORKSPACE_FILTER, properties: ['openFile'] }))[0] ?? null;
}

function openLink(url: string): void {
  void openExternalLink(url, {
    confirm: async (host) =>
      (await showQuestion({
        type: 'question',
        message: `Open ${host} in your browser?`,
        detail: 'Assay itself uses no network. The page opens outside of Assay.',
        buttons: ['Open', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
      })) === 0,
    open: (address) => shell.openExternal(address),
  });
}

async function startCore(options: Pick<LaunchOptions, 'workspace' | 'sample'>): Promise<CoreLink<MessagePortMain>> {
  const child = utilityProcess.fork(join(import.meta.dirname, 'core-process.js'), [], {
    serviceName: 'Assay core',
    env: coreEnvironment(process.env),
  });
  const link = linkCore<MessagePortMain>(child, {
    choose: chooseWorkspace,
    lost: () => void recoverCore().catch(fail),
  });
  core = link;
  const { workspace, sample } = options;
  await link.ask({ kind: 'start', projectFolder: app.getAppPath(), workspace, sample });
  return link;
}

/** The core's process ended by itself: says so and starts another one, or ends Assay. */
async function recoverCore(): Promise<void> {
  const response = await showQuestion({
    type: 'error',
    message: 'The part of Assay that holds the workspace stopped.',
    detail: 'Everything that was saved is safe in the workspace file. Start it again to go on.',
    buttons: ['Start again', 'Quit Assay'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 1) return app.exit(1);
  await startCore({ workspace: null, sample: false });
  for (const { window } of windows.values()) window.webContents.reload();
}

async function openWindow(): Promise<void> {
  const window = new BrowserWindow(windowOptions(join(import.meta.dirname, '..', 'preload', 'preload.cjs')));
  const { id } = window.webContents;
  windows.set(id, { window, lineId: null });
  guardNavigation(window.webContents, openLink);
  window.once('ready-to-show', () => window.show());
  window.once('closed', () => {
    const lineId = windows.get(id)?.lineId;
    windows.delete(id);
    if (lineId) core?.disconnect(lineId);
  });
  await window.loadURL(PAGE_URL);
}

function isTrusted(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return isTrustedSender(event, new Set(windows.keys()));
}

/** Gives the asking window a fresh line to the core; the one it had before is closed. */
function connectWindow(event: IpcMainEvent): void {
  const entry = windows.get(event.sender.id);
  if (!isTrusted(event) || !entry || !core) return;
  if (entry.lineId) core.disconnect(entry.lineId);
  entry.lineId = randomUUID();
  const { port1, port2 } = new MessageChannelMain();
  core.connect(entry.lineId, port1);
  event.senderFrame?.postMessage(BRIDGE_CHANNELS.wire, null, [port2]);
}

function handleTrusted(channel: string, handler: (...args: unknown[]) => Promise<unknown>): void {
  ipcMain.handle(channel, (event, ...args: unknown[]) => {
    if (!isTrusted(event)) throw new Error('This window may not ask that.');
    return handler(...args);
  });
}

function listenToWindows(link: () => CoreLink<MessagePortMain>): void {
  const files = createWindowFiles({ ask: (task) => link().ask(task) }, dialogs);
  ipcMain.on(BRIDGE_CHANNELS.connect, connectWindow);
  handleTrusted(BRIDGE_CHANNELS.chooseFiles, files.chooseFiles);
  handleTrusted(BRIDGE_CHANNELS.receiveFile, files.receiveFile);
  handleTrusted(BRIDGE_CHANNELS.saveFiles, files.saveFiles);
}

function requireCore(): CoreLink<MessagePortMain> {
  if (!core) throw new AssayError('NOT_ALLOWED_NOW', 'Assay is still starting.');
  return core;
}

async function run(options: LaunchOptions): Promise<void> {
  await app.whenReady();
  applySessionPolicy(session.defaultSession);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
  const assets = await loadPageAssets(join(import.meta.dirname, '..'));
  protocol.handle(PAGE_SCHEME, createPageHandler(assets));
  listenToWindows(requireCore);
  await startCore({ workspace: options.workspace ?? handedOver, sample: options.sample });
  await openWindow();
}

function fail(error: unknown): void {
  const message = error instanceof AssayError ? error.message : 'Assay could not start.';
  dialog.showErrorBox('Assay', message);
  app.exit(1);
}

/** Opens the workspace that a second start named, in the window that is there. */
async function takeOver(args: readonly string[], folder: string): Promise<void> {
  const window = frontWindow();
  if (window?.isMinimized()) window.restore();
  window?.focus();
  try {
    const { workspace } = readLaunchOptions(args, folder);
    if (workspace === null) return;
    await requireCore().ask({ kind: 'openWorkspace', path: workspace });
    window?.webContents.reload();
  } catch (error) {
    dialog.showErrorBox('Assay', error instanceof AssayError ? error.message : 'The workspace could not be opened.');
  }
}

function launchArguments(argv: readonly string[]): string[] {
  return argv.slice(app.isPackaged ? 1 : 2);
}

if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.on('second-instance', (_event, argv, folder) => void takeOver(launchArguments(argv), folder));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (core) void takeOver([path], '/');
    else handedOver = path;
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    const link = core;
    if (!link) return;
    event.preventDefault();
    core = null;
    void link.close().then(() => app.quit());
  });
  try {
    run(readLaunchOptions(launchArguments(process.argv), process.cwd())).catch(fail);
  } catch (error) {
    fail(error);
  }
}
