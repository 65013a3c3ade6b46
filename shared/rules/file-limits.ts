/** Largest upload: a workspace's evidence file or a register to import, in bytes. */
export const UPLOAD_LIMIT = 250 * 1024 * 1024;

/** Largest audit package that is taken in for checking, in bytes. */
export const PACKAGE_LIMIT = 16 * 1024 * 1024 * 1024;
