import { messageOf } from '../../../shared/result';

/** Why a regular expression can't be searched for, if it can't. */
export function problemOfPattern(text: string): string | undefined {
  try {
    new RegExp(text, 'u');
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
