/** Tells that another window says how large the terminal is, and how to change that. */
export function SizedElsewhere({ onTakeOver }: { readonly onTakeOver: () => void }) {
  return (
    <button
      type="button"
      onClick={onTakeOver}
      className="absolute bottom-2 left-1/2 w-max max-w-[calc(100%-1rem)] -translate-x-1/2 rounded-2xl bg-raised px-3 py-1 text-xs text-balance text-muted shadow-raised hover:text-ink"
    >
      Sized by another window · click to take over
    </button>
  );
}
