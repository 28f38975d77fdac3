import { expect, test } from 'vitest';
import { gainedByPromotion } from '../../../../src/renderer/features/lua/permissions';

test('whoever promotes a file is told of every power that it had not, and of none that it had', () => {
  const gained = gainedByPromotion().join('; ');
  for (const power of ['any program', 'keyring', 'network', 'home folder', 'environment'])
    expect(gained).toContain(power);
  for (const had of ['see all agents', 'notifications']) expect(gained).not.toContain(had);
});
