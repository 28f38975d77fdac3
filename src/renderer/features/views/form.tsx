import { type FormEvent, useMemo, useRef, useState } from 'react';
import { Button, classNames } from '../../ui';
import { FormContext, type FormState } from './form-state';
import type { NodeProps } from './node-props';
import { useAction } from './pending';
import { flowOf, insideOf } from './place';

/** Enter sends it. What was typed stays until that has succeeded. */
export function FormNode({ node, style, children }: NodeProps<'form'>) {
  const { submit = 'Send' } = node;
  const { pending, run } = useAction(node.on_submit);
  const [drafts, setDrafts] = useState<FormState['drafts']>({});
  const [tried, setTried] = useState(false);
  const fields = useRef<FormState['fields']>(new Map());
  const state = useMemo<FormState>(
    () => ({
      ...{ drafts, tried, fields: fields.current },
      setDraft: (name, draft) => setDrafts((before) => ({ ...before, [name]: draft })),
    }),
    [drafts, tried],
  );

  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const all = [...fields.current];
    const wrong = all.find(([, { problem }]) => problem !== undefined);
    setTried(wrong !== undefined);
    if (wrong) {
      const field = form.elements.namedItem(wrong[0]);
      if (field instanceof HTMLElement) field.focus();
      return;
    }
    if (await run(Object.fromEntries(all.map(([name, { value }]) => [name, value])))) setDrafts({});
  }

  return (
    <FormContext value={state}>
      <form
        noValidate
        onSubmit={(event) => void send(event)}
        className={classNames(flowOf('column', node))}
        style={{ ...insideOf(node, { gap: 1.5 }), ...style }}
      >
        {children}
        <div className="flex">
          <Button look="primary" submits busy={pending}>
            {submit}
          </Button>
        </div>
      </form>
    </FormContext>
  );
}
