// Two people changed the same field: both values side by side, and the choice is the reader's.
import { useLingui } from '@lingui/react/macro';
import { useContext, useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { type AnsweredField, AnswerText } from '../../../shared/entry/AnswerText';
import { codesOf } from '../../../shared/entry/answers';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { TextArea } from '../../../shared/ui/TextArea';
import { EntryContext } from '../history/FieldExtras';
import { isEmpty, type Value } from '../model/answers';
import type { FieldState } from '../model/fieldState';
import { FACE, type Face } from '../model/transport';
import { useSavedAt } from './FieldStatus';

export interface ConflictPanelProps {
  /** a question's id, or a part of the face */
  id: string;
  field: AnsweredField;
  name: string;
  state: FieldState;
  zone: string;
  resolve: (value: Value) => void;
}

/** One text of two: theirs, then mine; of lists every option in either. */
export function merged(theirs: Value, mine: Value): Value {
  if (Array.isArray(theirs) || Array.isArray(mine)) return [...new Set([theirs, mine].flatMap(codesOf))];
  return [theirs, mine].filter((value) => !isEmpty(value)).join('\n\n');
}

/** Who wrote what is saved, where a fresh read of the entry brought it: its answers name nobody, its history does. */
function useWriter(id: string, theirs: FieldState['theirs']) {
  const entry = useContext(EntryContext);
  const isFace = (FACE as readonly string[]).includes(id);
  const story = useGet('/api/v1/entrant/entries/{entry_id}/history', {
    path: { entry_id: entry?.id ?? '' },
    query: isFace ? { face: id as Face } : { field_id: id },
    enabled: entry !== null && theirs !== null && !theirs.byAr,
  });
  return theirs?.byAr ? null : story.data?.items.find((step) => step.is_current)?.by;
}

export function ConflictPanel({ id, field, name, state, zone, resolve }: ConflictPanelProps) {
  const { t } = useLingui();
  const format = useFormat();
  const savedAt = useSavedAt(zone);
  const [text, setText] = useState<string | null>(null);
  const writer = useWriter(id, state.theirs);
  const theirs = state.theirs;
  if (!theirs) return null;
  const who = writer ? format.name(writer) : format.pick(theirs.byAr, theirs.byEn);
  const when = theirs.at ? savedAt(theirs.at) : '';
  const joinable = field.kind === 'long_text' || field.kind === 'short_text';
  const empty = t`فارغ`;
  return (
    <div className="tk-entrant-conflict" role="alert">
      <p className="tk-row tk-gap-2 tk-strong">
        <Icon name="warning" size={18} />
        <span>{t`عُدّل «${name}» في مكان آخر بعد أن بدأت الكتابة. اختر ما يُحفظ.`}</span>
      </p>
      <div className="tk-entrant-versions">
        <section>
          <h3 className="tk-small tk-strong">{t`ما كتبته`}</h3>
          <AnswerText field={field} value={state.value} empty={empty} />
          <Button onPress={() => resolve(state.value)}>{t`احفظ ما كتبته`}</Button>
        </section>
        <section>
          <h3 className="tk-small tk-strong">{who ? t`ما حفظه ${who}` : t`المحفوظ الآن`}</h3>
          {when ? <p className="tk-tiny tk-soft">{when}</p> : null}
          <AnswerText field={field} value={theirs.value} empty={empty} />
          <Button onPress={() => resolve(theirs.value)}>{t`خذ المحفوظ`}</Button>
        </section>
      </div>
      {field.kind === 'multi_choice' ? (
        <div>
          <Button kind="quiet" onPress={() => resolve(merged(theirs.value, state.value))}>
            {t`اجمع الخيارات كلها`}
          </Button>
        </div>
      ) : null}
      {joinable && text === null ? (
        <div>
          <Button kind="quiet" onPress={() => setText(String(merged(theirs.value, state.value)))}>
            {t`اجمع بين النصّين`}
          </Button>
        </div>
      ) : null}
      {text !== null ? (
        <div className="tk-stack">
          <TextArea label={t`النص المجموع`} value={text} onChange={setText} rows={6} autoFocus />
          <div className="tk-row">
            <Button kind="primary" onPress={() => resolve(text)}>{t`احفظ النص المجموع`}</Button>
            <Button onPress={() => setText(null)}>{t`إلغاء`}</Button>
          </div>
        </div>
      ) : null}
    </div>
  );
}
