import type { KeyboardEvent } from 'react';
import type { AgentsStore } from '../store';

/** Rows and headers of groups, as they follow each other. */
function itemsOf(list: Element): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-agent-row],[data-agent-group]')];
}

/** Moves the focus through the list, and does what keys ask for with the agent that has it. */
export function onListKey(event: KeyboardEvent, store: AgentsStore): void {
  const { target, currentTarget, key, ctrlKey, metaKey, altKey } = event;
  if (!(target instanceof HTMLElement) || ctrlKey || metaKey || altKey) return;
  const items = itemsOf(currentTarget);
  const at = items.indexOf(target);
  if (at < 0) return;
  const agent = target.dataset.agentRow;
  const next = nextItem(key, items, at);
  if (next) next.focus();
  else if (agent !== undefined && key === 'F2') store.ask({ type: 'rename', agent });
  else if (agent !== undefined && key === 'Delete') store.ask({ type: 'remove', agent });
  else if (agent === undefined && /^Arrow(Left|Right)$/.test(key)) fold(target, key === 'ArrowLeft');
  else return;
  event.preventDefault();
}

function nextItem(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[at + 1];
  if (key === 'ArrowUp') return items[at - 1];
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  // From an agent to the header of its group.
  if (key !== 'ArrowLeft' || items[at]?.dataset.agentRow === undefined) return undefined;
  return items.slice(0, at).findLast((item) => item.dataset.agentGroup !== undefined);
}

function fold(header: HTMLElement, folded: boolean): void {
  if ((header.getAttribute('aria-expanded') === 'false') !== folded) header.click();
}
