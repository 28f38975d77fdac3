import { OverlayCorner } from '../../../../shared/vocabulary';
import { CheckField, Choice, NumberField, SelectField, TextField } from '../../../ui';
import { type ActionFieldsProps, tiesOf } from './action-fields';
import { Pair } from './part';

const contents = [
  { value: 'progress', label: 'Progress' },
  { value: 'url', label: 'Web page' },
  { value: 'page', label: 'File' },
] as const;
type Content = (typeof contents)[number]['value'];

const begun: Record<Content, string> = { progress: 'progress', url: 'https://', page: 'page.html' };

const corners = OverlayCorner.options.map((value) => ({ value, label: value.replace('-', ' ') }));

export function OverlayFields(props: ActionFieldsProps) {
  const { action, onChange } = props;
  const { text, number, tick, problemOf } = tiesOf(props);
  const content = contentOf(action.show ?? 'progress');
  return (
    <>
      <div className="flex">
        <Choice
          label="What it shows"
          options={contents}
          value={content}
          onChange={(next) => onChange({ ...action, show: begun[next] })}
        />
      </div>
      {content !== 'progress' && (
        <TextField
          {...text('show')}
          code
          label={content === 'url' ? 'Address' : 'File'}
          // An empty one is still no progress.
          onChange={(show) => onChange({ ...action, show })}
        />
      )}
      <Pair>
        <TextField {...text('title')} label="Title" placeholder="{program}" />
        <SelectField
          label="Corner"
          options={corners}
          value={action.corner ?? 'bottom-right'}
          problem={problemOf('corner')}
          onChange={(corner) => onChange({ ...action, corner: corner === 'bottom-right' ? undefined : corner })}
        />
        <NumberField {...number('width')} min={1} label="Width" placeholder="360" />
        <NumberField {...number('height')} min={1} label="Height" placeholder="120" />
      </Pair>
      <CheckField {...tick('click_through')} label="Clicks go to what is below" />
    </>
  );
}

function contentOf(show: string): Content {
  if (show === 'progress') return 'progress';
  return /^https?:/i.test(show) ? 'url' : 'page';
}
