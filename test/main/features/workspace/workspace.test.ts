import { expect, test } from 'vitest';
import { createWorkspace } from '../../../../src/main/features/workspace';
import type { KeptValues } from '../../../../src/main/ports';
import { createCell } from '../../../../src/shared/event';
import { createScope } from '../../../../src/shared/scope';
import { usualWorkspace, type Workspace } from '../../../../src/shared/vocabulary';

const saved: unknown[] = [];
const kept = (before: Workspace | undefined, problem?: string): KeptValues => ({
  open: async (_, schema) => ({
    before: before && schema.parse(before),
    problem: createCell(problem),
    save: (value) => void saved.push(value),
  }),
});

test('without anything kept it is as usual', async () => {
  const { state, notices } = await createWorkspace(kept(undefined), createScope());
  expect(state.value).toEqual(usualWorkspace);
  expect(notices.value).toEqual([]);
});

test('a part that is given replaces that part; the others stay, and all is kept', async () => {
  const before = { ...usualWorkspace, shortcuts: { 'pane.split': ['Mod+D'] } };
  const workspace = await createWorkspace(kept(before), createScope());
  const told: Workspace[] = [];
  workspace.state.on((value) => told.push(value));
  const layout = { root: { type: 'agent', id: 'p', agent: 'a' }, focused: 'p' } as const;
  expect(workspace.update({ layout })).toEqual({ ...before, layout });
  expect(workspace.update({ shortcuts: {} })).toEqual({ ...usualWorkspace, layout });
  expect(told).toHaveLength(2);
  expect(saved).toEqual(told);
});

test('a file that could not be read is told', async () => {
  const { notices } = await createWorkspace(kept(undefined, 'It was damaged.'), createScope());
  expect(notices.value).toMatchObject([{ id: 'workspace-file', message: 'It was damaged.' }]);
});
