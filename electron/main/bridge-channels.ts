/** The names under which the preload and main talk; nothing else is listened to. */
export const BRIDGE_CHANNELS = {
  connect: 'assay:connect',
  wire: 'assay:wire',
  chooseFiles: 'assay:choose-files',
  receiveFile: 'assay:receive-file',
  saveFiles: 'assay:save-files',
} as const;
