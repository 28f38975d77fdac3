const grouped = new Intl.NumberFormat('en-US');

/** "12,480" */
export function numberText(value: number): string {
  return grouped.format(value);
}

/** "1 rule", "3 rules", "12,480 events" */
export function countText(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
}
