/** Keys to press, each as a cap: "Ctrl 1". */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return (
    <span className="flex gap-1">
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className="min-w-5 rounded border border-line-strong bg-hover px-1.5 text-center font-sans text-xs leading-4.5 text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
