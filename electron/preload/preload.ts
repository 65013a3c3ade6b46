import { contextBridge, ipcRenderer } from 'electron';
import { DESKTOP_WIRE, type DesktopBridge } from '../../shared/desktop-bridge.ts';
import { BRIDGE_CHANNELS } from '../main/bridge-channels.ts';

/** The preload is compiled without the types of a page; this is all that it uses of one. */
declare const window: {
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
  location: { origin: string };
};

const bridge: DesktopBridge = {
  connect: () => ipcRenderer.send(BRIDGE_CHANNELS.connect),
  chooseFiles: (kind) => ipcRenderer.invoke(BRIDGE_CHANNELS.chooseFiles, kind),
  receiveFile: (name, content) => ipcRenderer.invoke(BRIDGE_CHANNELS.receiveFile, name, content),
  saveFiles: (tokens) => ipcRenderer.invoke(BRIDGE_CHANNELS.saveFiles, tokens),
};

// A port cannot cross the context bridge; it goes to the page's own window, and to no other origin.
ipcRenderer.on(BRIDGE_CHANNELS.wire, (event) => {
  window.postMessage({ kind: DESKTOP_WIRE }, window.location.origin, event.ports);
});

contextBridge.exposeInMainWorld('assayDesktop', Object.freeze(bridge));
