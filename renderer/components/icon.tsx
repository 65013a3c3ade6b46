import type { LucideIcon } from 'lucide-react';

/** A Lucide icon at the size and weight of the look. Decoration only: its word stands beside it. */
export function Icon({ of: Drawing, size = 16 }: { of: LucideIcon; size?: 14 | 16 }) {
  return <Drawing size={size} strokeWidth={1.5} aria-hidden="true" focusable="false" />;
}
