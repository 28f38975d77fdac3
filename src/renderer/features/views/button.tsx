import { useState } from 'react';
import { Button, type ButtonProps, ConfirmDialog } from '../../ui';
import type { NodeProps } from './node-props';
import { useAction } from './pending';
import { uiTones } from './tone';

export interface ActionButtonProps extends Pick<ButtonProps, 'look' | 'tone' | 'disabled'> {
  readonly action: string;
  /** Asked before it is done. */
  readonly confirm?: string | undefined;
  readonly children: string;
}

/** Does an action of Lua; while that is under way, it says so and cannot be pressed again. */
export function ActionButton({ action, confirm, disabled = false, children, ...look }: ActionButtonProps) {
  const { pending, run } = useAction(action);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        {...look}
        disabled={disabled}
        busy={pending}
        onClick={() => (confirm === undefined ? void run() : setAsking(true))}
      >
        {children}
      </Button>
      {confirm !== undefined && (
        <ConfirmDialog
          title={`${children.replace(/[….?]+$/, '')}?`}
          open={asking}
          onCancel={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>Cancel</Button>
              <Button
                look="primary"
                onClick={() => {
                  setAsking(false);
                  void run();
                }}
              >
                {children}
              </Button>
            </>
          }
        >
          {confirm}
        </ConfirmDialog>
      )}
    </>
  );
}

export function ButtonNode({ node, style }: NodeProps<'button'>) {
  const tone = uiTones[node.tone ?? 'neutral'];
  return (
    <span data-line className="inline-flex w-fit" style={style}>
      <ActionButton
        action={node.on_click}
        confirm={node.confirm}
        look={tone === 'accent' ? 'primary' : node.tone === 'muted' ? 'quiet' : 'outline'}
        tone={tone}
        disabled={node.disabled ?? false}
      >
        {node.label}
      </ActionButton>
    </span>
  );
}
