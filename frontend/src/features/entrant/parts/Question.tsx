// One question of the form: its control, its counter, its state, and the conflict when there is one.
import { Plural, useLingui } from '@lingui/react/macro';
import { type FocusEvent, useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { FieldExtras } from '../history/FieldExtras';
import { countWords, type FormField, isEmpty } from '../model/answers';
import type { Saver } from '../model/saver';
import { useField } from '../model/useSaver';
import { refusedText, wrongText } from '../words';
import { ConflictPanel } from './ConflictPanel';
import { FieldInput } from './FieldInput';
import { FieldStatus } from './FieldStatus';

function Counter({ text, limit }: { text: string; limit: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = countWords(text);
  const over = words - limit;
  const [used, all] = [format.number(words), format.number(limit)];
  return (
    <span className="tk-counter" data-over={over > 0 || undefined}>
      {over > 0 ? (
        <Plural
          value={over}
          zero="ضمن الحد"
          one="تجاوزت الحد بكلمة واحدة"
          two="تجاوزت الحد بكلمتين"
          few="تجاوزت الحد بـ# كلمات"
          many="تجاوزت الحد بـ# كلمة"
          other="تجاوزت الحد بـ# كلمة"
        />
      ) : (
        t`${used} من ${all} كلمة`
      )}
    </span>
  );
}

export const anchorOf = (id: string): string => `field-${id}`;

export function Question({ field, saver, zone }: { field: FormField; saver: Saver; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const state = useField(saver, field.id);
  const [inside, setInside] = useState(false);
  const limited = field.word_limit !== null && typeof state.value === 'string';
  const limit = field.word_limit ?? 0;
  // A number or an address is not wrong while it is being typed; a text over its limit is at once.
  const early = inside && !['short_text', 'long_text'].includes(field.kind);
  const error =
    state.wrong && !early
      ? wrongText(state.wrong)
      : state.phase === 'refused' && state.problem
        ? refusedText(state.problem)
        : null;
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
  const plain = ['short_text', 'long_text', 'number', 'url'].includes(field.kind);
  return (
    <section
      id={anchorOf(field.id)}
      className="tk-entrant-question"
      data-phase={state.phase}
      {...(plain ? {} : { onFocus: enter, onBlur: leaves })}
    >
      <FieldInput
        field={field}
        value={state.value}
        onChange={(value) => saver.edit(field.id, value)}
        onFocus={plain ? enter : () => undefined}
        onBlur={plain ? leave : () => undefined}
        error={error}
      />
      <div className="tk-entrant-below">
        <FieldStatus state={state} zone={zone} early={early} />
        <FieldExtras
          id={field.id}
          name={format.pick(field.label_ar, field.label_en)}
          kind={field.kind}
          choices={field.choices}
        />
        <span className="tk-row tk-gap-2 tk-entrant-notes">
          {field.visible_to_jurors ? null : <span className="tk-tiny tk-faint">{t`للمنظّم وحده`}</span>}
          {limited ? <Counter text={String(state.value)} limit={limit} /> : null}
          {!limited && field.word_limit !== null && isEmpty(state.value) ? <Counter text="" limit={limit} /> : null}
        </span>
      </div>
      {state.phase === 'conflict' ? (
        <ConflictPanel
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
