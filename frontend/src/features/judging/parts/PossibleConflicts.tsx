// The possible conflicts of an invited juror: each confirmed with its kind or denied, and those nobody noticed.
import { useLingui } from '@lingui/react/macro';
import type { Form } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import { type AnswerValues, type Invitation, type Own, type Possible, type Word, wordOn } from '../model/invitation';
import { conflictKinds, conflictSignals } from '../words';

type Kind = keyof typeof conflictKinds;

function useKinds() {
  const { i18n } = useLingui();
  return (Object.keys(conflictKinds) as Kind[]).map((id) => ({ id, label: i18n._(conflictKinds[id]) }));
}

function One({ one, form }: { one: Possible; form: Form<AnswerValues> }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const kinds = useKinds();
  const word = wordOn(form.values, one);
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const change = (part: Partial<Word>): void =>
    form.set({ words: { ...form.values.words, [one.object_id]: { ...word, ...part } } });
  return (
    <li className="tk-judging-possible">
      <div>
        <h3 className="tk-h3">
          <bdi>{format.name(one)}</bdi>
        </h3>
        <p className="tk-small tk-soft">{one.signals.map((signal) => i18n._(conflictSignals[signal])).join(comma)}</p>
      </div>
      <RadioGroup
        label={t`هل بينكما تعارض مصالح؟`}
        layout="row"
        value={word.confirmed === null ? null : word.confirmed ? 'yes' : 'no'}
        onChange={(said) => change({ confirmed: said === 'yes' })}
        options={[
          { id: 'yes', label: t`نعم، أتنحّى` },
          { id: 'no', label: t`لا تعارض` },
        ]}
        isRequired
        error={form.errors[`word.${one.object_id}`]}
      />
      {word.confirmed ? (
        <Select label={t`نوع التعارض`} options={kinds} value={word.kind} onChange={(kind) => change({ kind })} />
      ) : null}
      {word.confirmed === null ? null : (
        <TextArea
          label={word.confirmed ? t`توضيح` : t`لماذا لا تراه تعارضًا؟`}
          help={word.confirmed ? undefined : t`يُحجب عنك ما يخص هذه الجهة حتى يبتّ المنظّم في جوابك.`}
          rows={2}
          value={word.note}
          onChange={(note) => change({ note })}
          error={form.errors[`note.${one.object_id}`]}
        />
      )}
    </li>
  );
}

function Declared({ of, form }: { of: Invitation; form: Form<AnswerValues> }) {
  const { t } = useLingui();
  const format = useFormat();
  const kinds = useKinds();
  const { own } = form.values;
  const change = (at: number, part: Partial<Own>): void =>
    form.set({ own: own.map((one, place) => (place === at ? { ...one, ...part } : one)) });
  const noticed = new Set(of.possible.map((one) => one.object_id));
  const options = of.agencies
    .filter((one) => !noticed.has(one.id))
    .map((one) => ({ id: one.id, label: format.name(one) }));
  return (
    <div className="tk-stack">
      {own.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no id and are not put in order
        <div className="tk-judging-declared" key={at}>
          <ComboBox
            label={t`الجهة`}
            options={options}
            value={one.organisation_id}
            onChange={(organisation_id) => change(at, { organisation_id })}
            error={form.errors[`own.${at}.organisation_id`]}
            isRequired
          />
          <Select
            label={t`نوع التعارض`}
            options={kinds}
            value={one.kind}
            onChange={(kind) => change(at, { kind })}
            error={form.errors[`own.${at}.kind`]}
            isRequired
          />
          <TextField
            label={t`توضيح`}
            value={one.note}
            onChange={(note) => change(at, { note })}
            error={form.errors[`own.${at}.note`]}
            isRequired={one.kind === 'other'}
          />
          <IconButton
            icon="trash"
            label={t`احذف هذا التعارض`}
            onPress={() => form.set({ own: own.filter((_, place) => place !== at) })}
          />
        </div>
      ))}
      {options.length > 0 ? (
        <div>
          <Button
            icon="plus"
            onPress={() => form.set({ own: [...own, { organisation_id: null, kind: null, note: '' }] })}
          >{t`أفصح عن تعارض آخر`}</Button>
        </div>
      ) : null}
    </div>
  );
}

export function PossibleConflicts({ of, form }: { of: Invitation; form: Form<AnswerValues> }) {
  const { t } = useLingui();
  return (
    <Card title={t`تعارض المصالح`}>
      {of.possible.length > 0 ? (
        <>
          <p className="tk-measure">{t`رُصدت صلات محتملة بينك وبين مشاركين في هذه الدورة. أجب عن كل منها.`}</p>
          <ul className="tk-judging-possibles">
            {of.possible.map((one) => (
              <One key={one.object_id} one={one} form={form} />
            ))}
          </ul>
        </>
      ) : (
        <p className="tk-measure">{t`لم تُرصد صلة بينك وبين أحد من المشاركين. أفصح عمّا تعلمه ولم يُرصد.`}</p>
      )}
      <Declared of={of} form={form} />
    </Card>
  );
}
