import { type Profile, shellProfile } from '../../../../shared/vocabulary';
import { joinCommand } from '../../../text';
import { ProfileIcon } from '../profile-icon';

/** Coding agents first, the shell last. */
export function inOrder(profiles: readonly Profile[]): readonly Profile[] {
  const rank = ({ id, tool }: Profile) => (id === shellProfile ? 2 : tool === undefined ? 1 : 0);
  return [...profiles].sort((one, other) => rank(one) - rank(other));
}

export interface ProfileCardsProps {
  readonly profiles: readonly Profile[];
  readonly value: string;
  readonly onChange: (profile: string) => void;
}

/** How the agent is to be started. */
export function ProfileCards({ profiles, value, onChange }: ProfileCardsProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">What to start</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-1.5">
        {profiles.map((profile) => (
          <label
            key={profile.id}
            title={joinCommand(profile.command)}
            className="flex h-11 min-w-0 items-center gap-2.5 rounded-lg border border-line-strong px-2.5 select-none hover:bg-hover has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="profile"
              className="sr-only"
              checked={profile.id === value}
              onChange={() => onChange(profile.id)}
            />
            <ProfileIcon {...profile} size={17} />
            <span className="min-w-0">
              <span className="block truncate text-sm leading-4 font-medium">{profile.name}</span>
              <span className="block truncate font-mono text-xs leading-4 text-faint">
                {joinCommand(profile.command)}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
