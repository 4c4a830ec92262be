// When a question is shown, as a sentence that is put together: all or any of conditions on earlier answers.
import { useLingui } from '@lingui/react/macro';
import { plainNumber } from '../../../shared/entry/answers';
import { asciiDigits } from '../../../shared/i18n/numbers';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Checkbox } from '../../../shared/ui/Choice';
import { Icon } from '../../../shared/ui/Icon';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { TextField } from '../../../shared/ui/TextField';
import { firstCondition, OPS } from '../model/conditions';
import type { ConditionDraft, FieldDraft } from '../model/fields';

interface Props {
  field: FieldDraft;
  /** the questions before this one */
  earlier: readonly FieldDraft[];
  onChange: (visible_if: FieldDraft['visible_if']) => void;
  errorOf: (name: string) => string | undefined;
}

function Condition(props: {
  at: number;
  value: ConditionDraft;
  earlier: readonly FieldDraft[];
  onChange: (value: ConditionDraft) => void;
  onRemove: () => void;
  errorOf: (name: string) => string | undefined;
}) {
  const { at, value, earlier, onChange, onRemove, errorOf } = props;
  const { t } = useLingui();
  const format = useFormat();
  const on = earlier.find((field) => field.id === value.field_id);
  const number = format.number(at + 1);
  const ops = {
    equals: t`كان جوابه`,
    includes: t`كان من أجوبته`,
    answered: on?.kind === 'file' ? t`أُرفق فيه ملف` : t`أُجيب عنه`,
  };
  const error = errorOf('field_id') ?? errorOf('op') ?? errorOf('value');
  return (
    <li>
      <div className="tk-builder-condition">
        <PlainSelect
          label={t`السؤال في الشرط ${number}`}
          hideLabel
          placeholder={t`اختر سؤالًا سابقًا`}
          options={earlier.map((field) => ({
            id: field.id,
            label: format.pick(field.label_ar, field.label_en) || t`سؤال بلا عنوان`,
          }))}
          value={value.field_id}
          onChange={(id) => {
            const field = earlier.find((one) => one.id === id);
            if (field) onChange(firstCondition(id, field.kind, field.choices[0]?.code));
          }}
        />
        <PlainSelect
          label={t`ما يُشترط في جوابه`}
          hideLabel
          options={(on ? OPS[on.kind] : [value.op]).map((op) => ({ id: op, label: ops[op] }))}
          value={value.op}
          onChange={(op) =>
            onChange({ ...value, op, value: op === 'answered' ? '' : value.value || (on?.choices[0]?.code ?? '') })
          }
        />
        {value.op === 'answered' ? null : on && on.choices.length > 0 ? (
          <PlainSelect
            label={t`الجواب`}
            hideLabel
            placeholder={t`اختر جوابًا`}
            options={on.choices.map((choice) => ({ id: choice.code, label: format.name(choice) || choice.code }))}
            value={value.value}
            onChange={(code) => onChange({ ...value, value: code })}
          />
        ) : (
          <TextField
            label={t`الجواب`}
            hideLabel
            dir="ltr"
            inputMode={on?.kind === 'number' ? 'decimal' : 'text'}
            placeholder={on?.kind === 'date' ? '2026-01-31' : '0'}
            value={value.value}
            onChange={(text) =>
              onChange({
                ...value,
                value: on?.kind === 'number' ? (plainNumber(text) ?? asciiDigits(text)) : asciiDigits(text),
              })
            }
          />
        )}
        <IconButton icon="trash" label={t`أزل الشرط ${number}`} onPress={onRemove} />
      </div>
      {error ? (
        <p className="tk-error">
          <Icon name="error" size={16} />
          <span>{error}</span>
        </p>
      ) : null}
    </li>
  );
}

export function ConditionEditor({ field, earlier, onChange, errorOf }: Props) {
  const { t } = useLingui();
  const rule = field.visible_if;
  const last = earlier.at(-1);
  if (!last && !rule) return <p className="tk-small tk-soft">{t`يظهر دائمًا: لا سؤال قبله يُشترط جوابه.`}</p>;
  const add = last ? firstCondition(last.id, last.kind, last.choices[0]?.code) : null;
  const conditions = rule?.conditions ?? [];
  const put = (next: ConditionDraft[]): void =>
    onChange(next.length > 0 ? { match: rule?.match ?? 'all', conditions: next } : null);
  return (
    <div className="tk-stack tk-gap-3">
      <Checkbox
        isSelected={rule !== null}
        onChange={(on) => put(on && add ? [add] : [])}
        help={t`المخفي لا يُطلب جوابه، ولا يراه المحكّمون. إن كُتب جوابه من قبل بقي محفوظًا.`}
      >
        {t`يظهر بشرط`}
      </Checkbox>
      {rule ? (
        <>
          {conditions.length > 1 ? (
            <PlainSelect
              label={t`يظهر هذا السؤال إذا تحقّق`}
              options={[
                { id: 'all', label: t`كل ما يأتي` },
                { id: 'any', label: t`واحد مما يأتي` },
              ]}
              value={rule.match}
              onChange={(match) => onChange({ ...rule, match })}
            />
          ) : (
            <p className="tk-label">{t`يظهر هذا السؤال إذا:`}</p>
          )}
          <ol className="tk-builder-conditions">
            {conditions.map((one, at) => (
              <Condition
                // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other identity than their place
                key={at}
                at={at}
                value={one}
                earlier={earlier}
                onChange={(next) => put(conditions.map((other, place) => (place === at ? next : other)))}
                onRemove={() => put(conditions.filter((_, place) => place !== at))}
                errorOf={(name) => errorOf(`visible_if.conditions.${at}.${name}`)}
              />
            ))}
          </ol>
          {add && conditions.length < 10 ? (
            <div>
              <Button icon="plus" size="small" onPress={() => put([...conditions, add])}>
                {t`أضف شرطًا`}
              </Button>
            </div>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
