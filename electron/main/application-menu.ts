import type { MenuItemConstructorOptions } from 'electron';

/** A minimal menu: editing, size and window; on macOS the application menu that people expect there. */
export function menuTemplate(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
  };
  const common: MenuItemConstructorOptions[] = [{ role: 'editMenu' }, view, { role: 'windowMenu' }];
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...common] : [{ role: 'fileMenu' }, ...common];
}
