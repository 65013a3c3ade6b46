import type { BrowserWindowConstructorOptions } from 'electron';

/** The options of every window, in one place and the same in tests. `preload` is an absolute path. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Assay',
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}
