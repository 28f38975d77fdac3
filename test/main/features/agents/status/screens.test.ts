import { describe, expect, test } from 'vitest';
import { noStatusRules, type StatusRules } from '../../../../../src/shared/vocabulary';
import { asks, follow, minute, rests, screenOf, shipped, works } from './follow';
import { screens } from './screens';

describe('screens', () => {
  test.each(screens)('$tool: $name means $says', ({ tool, screen, says }) => {
    const agent = follow({ tool });
    agent.shows(screenOf(tool, 'working'));
    expect(agent.current).toMatchObject({ status: 'working', source: 'pattern' });
    agent.shows(screen);
    agent.pass(10_000);
    expect(agent.current.status).toBe(says);
  });

  test('a question that is gone at once is never told', () => {
    const agent = follow({ tool: 'claude' });
    agent.shows(works);
    agent.shows(asks);
    agent.pass(400);
    agent.shows(works);
    agent.pass(minute);
    expect(agent.statuses).toEqual(['working']);
  });

  test('a question on a screen that is never quiet is told when it stays', () => {
    const agent = follow({ tool: 'codex' });
    const question = screenOf('codex', 'needs-input');
    agent.writes();
    agent.screen(question);
    agent.pass(1_000);
    agent.screen(question);
    expect(agent.statuses).toEqual([]);
    agent.pass(1_000);
    agent.screen(question);
    expect(agent.statuses).toEqual(['needs-input']);
  });

  test('an agent that has just come up waits for a prompt, which is no news', () => {
    const agent = follow({ tool: 'claude' });
    agent.shows(rests);
    agent.pass(2_000);
    expect(agent.changes).toMatchObject([{ status: 'finished', news: false }]);
  });

  test('a turn is news when it ends, and a prompt that is no work is none', () => {
    const agent = follow({ tool: 'claude' });
    agent.shows(rests);
    agent.pass(2_000);
    agent.type('fix it\r');
    agent.shows(works);
    agent.shows(rests);
    agent.pass(5_000);
    agent.type('hm\r');
    agent.shows(rests);
    agent.pass(10_000);
    expect(agent.changes.map(({ status, news }) => [status, news])).toEqual([
      ['finished', false],
      ['working', false],
      ['finished', true],
      ['working', false],
      ['finished', false],
    ]);
  });

  test('an answer that was seen on the screen only ends the question', () => {
    const agent = follow({ tool: 'claude' });
    agent.shows(asks);
    agent.pass(2_000);
    agent.shows(works);
    expect(agent.statuses).toEqual(['needs-input', 'working']);
  });

  test('keys that are no answer leave the question', () => {
    const agent = follow({ tool: 'claude' });
    agent.shows(asks);
    agent.pass(2_000);
    for (const keys of ['\x1b[A', '\x1b[<0;1;1M', '\x1b[I', 'because', '\x1b[200~a\x1b[201~']) agent.type(keys);
    expect(agent.statuses).toEqual(['needs-input']);
    agent.type('1');
    expect(agent.last).toMatchObject({ status: 'working', news: false });
    agent.shows(asks);
    agent.pass(2_000);
    // It was not an answer after all; the person is there.
    expect(agent.last).toMatchObject({ status: 'needs-input', news: false });
    agent.type('1');
    agent.pass(5_000);
    agent.shows(asks);
    agent.pass(2_000);
    expect(agent.last).toMatchObject({ status: 'needs-input', news: true });
  });

  test('of a program that writes line by line an answered question is not asked again', () => {
    const agent = follow({ rules: [{ pattern: 'Continue\\?', status: 'needs-input' }] });
    agent.shows('Continue? [y/n] ');
    agent.pass(2_000);
    agent.type('y\r');
    agent.shows('Continue? [y/n] \nok');
    agent.pass(minute);
    expect(agent.statuses).toEqual(['working', 'needs-input', 'working']);
  });

  test('a profile’s own rules tell, and one that cannot be read is passed over', () => {
    const agent = follow({
      rules: [
        { pattern: '(', status: 'failed' },
        { pattern: '^FAIL', status: 'failed' },
      ],
    });
    agent.shows('FAIL 3 tests');
    agent.pass(2_000);
    expect(agent.last).toMatchObject({ status: 'failed', source: 'pattern' });
  });

  test('nobody judges the screen of a tool before it is known what that tells, and then at once', () => {
    let known: StatusRules | undefined;
    const agent = follow({ tool: 'claude', known: () => known });
    agent.shows(asks);
    agent.signal({ type: 'title', title: '⠂ Fix the tests' });
    agent.pass(minute);
    expect(agent.statuses).toEqual([]);
    known = shipped('claude');
    agent.learn();
    agent.pass(2_000);
    expect(agent.statuses).toEqual(['working', 'needs-input']);
  });

  test('rules that change judge anew what stands there', () => {
    let known = noStatusRules;
    const agent = follow({ known: () => known });
    agent.shows('Proceed with deploy? (y)');
    agent.pass(minute);
    expect(agent.statuses).toEqual(['working']);
    const matches = (line: string) => line.startsWith('Proceed');
    known = { screen: [{ status: 'needs-input', matches, last: 5 }], titles: [] };
    agent.learn();
    agent.pass(2_000);
    expect(agent.last).toMatchObject({ status: 'needs-input', source: 'pattern' });
    known = noStatusRules;
    agent.learn();
    expect(agent.last).toMatchObject({ status: 'working' });
  });
});
