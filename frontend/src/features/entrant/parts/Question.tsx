// One question of the form: its control, its counter, its state, and the conflict when there is one.
import { useLingui } from '@lingui/react/macro';
import { type FocusEvent, type ReactNode, useState } from 'react';
import type { Service } from '../../../shared/entry/answers';
import { Counters } from '../../../shared/entry/Counters';
import { FieldInput, isPlain } from '../../../shared/entry/FieldInput';
import { isGone } from '../../../shared/entry/gone';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { FieldExtras } from '../history/FieldExtras';
import { type FormField, isOverLimit, wrongAnswer } from '../model/answers';
import type { FieldState } from '../model/fieldState';
import type { Saver } from '../model/saver';
import { useField } from '../model/useSaver';
import { refusedText, wrongText } from '../words';
import { ConflictPanel } from './ConflictPanel';
import { CorrectionMark } from './Corrections';
import { FieldStatus } from './FieldStatus';

export const anchorOf = (id: string): string => `field-${id}`;

/** Where in the answer the server found what it refused: after `value`. */
const placeOf = ({ phase, problem }: FieldState) =>
  phase === 'refused' ? problem?.errors[0]?.loc.slice(1).map((one) => one as string | number) : undefined;

function Fixed({ words }: { words: string }) {
  return (
    <span className="tk-entrant-status" data-tone="calm">
      <Icon name="lock" size={16} />
      <span>{words}</span>
    </span>
  );
}

export interface QuestionProps {
  field: FormField;
  saver: Saver;
  zone: string;
  /** its answer can no longer change, though the rest may */
  frozen?: boolean;
  /** returned for other fields: this one stays as it was submitted */
  closed?: boolean;
  /** what the screener asks for here; null where nothing was asked */
  correction?: string | null;
  services?: readonly Service[];
  registry?: ReactNode;
}

export function Question({ field, saver, zone, frozen = false, ...more }: QuestionProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { closed = false, correction = null, services = [], registry } = more;
  const state = useField(saver, field.id);
  const [inside, setInside] = useState(false);
  // A number or an address is not wrong while it is being typed; a text over its limit is at once.
  const found = wrongAnswer(field, state.value);
  const over = isOverLimit(found) ? found : null;
  // A later version of the form dropped what was chosen: told at once, nobody typed it.
  const gone = isGone(found) ? found : null;
  const early = inside && !gone && !['short_text', 'long_text'].includes(field.kind);
  const wrong = state.wrong ?? over ?? gone;
  const error =
    wrong && !early ? wrongText(wrong) : state.phase === 'refused' && state.problem ? refusedText(state.problem) : null;
  const enter = () => {
    setInside(true);
    saver.focus(field.id);
  };
  const leave = () => {
    setInside(false);
    saver.blur(field.id);
  };
  const leaves = (event: FocusEvent<HTMLElement>) =>
    !event.currentTarget.contains(event.relatedTarget as Node | null) && leave();
  const plain = isPlain(field);
  const text = typeof state.value === 'string' ? state.value : '';
  return (
    <section
      id={anchorOf(field.id)}
      className="tk-entrant-question"
      data-phase={state.phase}
      data-correction={correction === null ? undefined : ''}
      {...(plain ? {} : { onFocus: enter, onBlur: leaves })}
    >
      {correction === null ? null : <CorrectionMark note={correction} />}
      <FieldInput
        field={field}
        value={state.value}
        onChange={(value) => saver.edit(field.id, value)}
        onFocus={plain ? enter : () => undefined}
        onBlur={plain ? leave : () => undefined}
        error={error}
        at={state.wrong?.at ?? placeOf(state)}
        isDisabled={frozen || closed}
        services={services}
        registry={registry}
      />
      <div className="tk-entrant-below">
        {frozen ? (
          <Fixed words={t`ثُبّت جواب هذا السؤال ولم يعد يتغير.`} />
        ) : closed ? (
          <Fixed words={t`لم تُعَد المشاركة من أجل هذا السؤال، فجوابه كما قُدّم.`} />
        ) : (
          <FieldStatus state={state} zone={zone} early={early} over={over !== null} />
        )}
        <FieldExtras
          id={field.id}
          name={format.pick(field.label_ar, field.label_en)}
          kind={field.kind}
          choices={field.choices}
          options={field.options}
        />
        <span className="tk-row tk-gap-2 tk-entrant-notes">
          {field.visible_to_jurors ? null : <span className="tk-tiny tk-faint">{t`للمنظّم وحده`}</span>}
          <Counters field={field} text={text} />
        </span>
      </div>
      {state.phase === 'conflict' ? (
        <ConflictPanel
          id={field.id}
          field={field}
          name={format.pick(field.label_ar, field.label_en)}
          state={state}
          zone={zone}
          resolve={(value) => saver.resolve(field.id, value)}
        />
      ) : null}
    </section>
  );
}
