/** The sign of Assay: an octagon with its letter, in the accent of the theme. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M7 1.5h10L22.5 7v10L17 22.5H7L1.5 17V7z" fill="var(--accent-fill)" />
      <path d="M7.3 17.2 12 6.4l4.7 10.8M9.1 13.6h5.8" fill="none" stroke="var(--on-accent)" strokeWidth={1.8} />
    </svg>
  );
}
