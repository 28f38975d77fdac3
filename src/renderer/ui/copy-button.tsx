import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './button';
import { showError } from './toast';

const shownMs = 1_500;

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied: "path", "command". */
  readonly what: string;
}

export function CopyButton({ text, what }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      showError('This could not be copied', 'The system did not allow it. Select the text and copy it by hand.');
    }
  }

  return (
    <IconButton
      label={copied ? 'Copied' : `Copy ${what}`}
      icon={copied ? <Check size={14} className="text-good" /> : <Copy size={14} />}
      onClick={() => void copy()}
    />
  );
}
