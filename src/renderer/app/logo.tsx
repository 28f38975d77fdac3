/** A vibration that dies away. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <path
        d="M5 16c1.2 0 1.6-8.5 3.4-8.5s2 15.5 4 15.5 2-11.5 3.8-11.5 1.9 7.5 3.6 7.5 1.7-4.5 3.1-4.5 1.5 2 2.5 2H27"
        className="fill-none stroke-white stroke-[2.2]"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
