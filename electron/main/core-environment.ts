/** Variables that the core's process has a use for; everything else of the session's environment stays out of it. */
const PASSED_ON = ['HOME', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA', 'XDG_STATE_HOME', 'TMPDIR', 'TEMP', 'TMP', 'TZ'];
const PASSED_ON_TOO = ['LANG', 'LC_ALL', 'SYSTEMROOT', 'ASSAY_HOME'];

/** The environment of the core's process. */
export function coreEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = [...PASSED_ON, ...PASSED_ON_TOO];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
