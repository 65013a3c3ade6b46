export function findChromium(): string | null;
export function ensureSystemTools(): string | null;
