// A table of figures: its columns, its rows if they are given, and how many free ones it takes.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Checkbox, RadioGroup } from '../../../shared/ui/Choice';
import { Icon } from '../../../shared/ui/Icon';
import { NumberField } from '../../../shared/ui/NumberField';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { TextField } from '../../../shared/ui/TextField';
import { type ColumnDraft, newChoice, newColumn, type OptionsDraft } from '../model/fields';
import { ChoicesEditor } from './ChoicesEditor';
import { Grip, Said, useListOrder } from './useReorder';

interface Props {
  options: OptionsDraft;
  onChange: (part: Partial<OptionsDraft>) => void;
  errorOf: (name: string) => string | undefined;
}

function Columns({ options, onChange, errorOf }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const { columns } = options;
  const nameOf = (column: ColumnDraft): string => format.name(column) || column.code;
  const order = useListOrder(
    columns,
    (one) => one.key,
    nameOf,
    (next) => onChange({ columns: next }),
  );
  const set = (key: string, part: Partial<ColumnDraft>): void =>
    onChange({ columns: columns.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const error = errorOf('columns');
  return (
    <fieldset className="tk-stack tk-gap-2">
      <legend className="tk-label">{t`الأعمدة`}</legend>
      <ol className="tk-builder-columns" data-dragging={order.dragging ? true : undefined}>
        {columns.map((column, at) => {
          const number = format.number(at + 1);
          return (
            <li
              key={column.key}
              ref={order.rowRef(column.key)}
              data-drop={order.dropAt(at)}
              data-moving={order.dragging?.id === column.key || undefined}
            >
              <Grip {...order.grip(column.key)} label={t`انقل العمود ${number} بسهمي الأعلى والأسفل`} />
              <div className="tk-builder-column">
                <TextField
                  label={t`العمود ${number} بالعربية`}
                  lang="ar"
                  value={column.name_ar}
                  onChange={(name_ar) => set(column.key, { name_ar })}
                  error={errorOf(`columns.${at}.name_ar`)}
                />
                <TextField
                  label={t`بالإنجليزية`}
                  lang="en"
                  dir="ltr"
                  value={column.name_en}
                  onChange={(name_en) => set(column.key, { name_en })}
                />
                <PlainSelect
                  label={t`يُكتب فيه`}
                  options={[
                    { id: 'number', label: t`رقم` },
                    { id: 'text', label: t`نص قصير` },
                  ]}
                  value={column.kind}
                  onChange={(kind) => set(column.key, { kind })}
                />
                {column.kind === 'number' ? (
                  <>
                    <TextField
                      label={t`الوحدة بالعربية`}
                      value={column.unit_ar}
                      onChange={(unit_ar) => set(column.key, { unit_ar })}
                      error={errorOf(`columns.${at}.unit_ar`)}
                    />
                    <TextField
                      label={t`الوحدة بالإنجليزية`}
                      dir="ltr"
                      value={column.unit_en}
                      onChange={(unit_en) => set(column.key, { unit_en })}
                    />
                  </>
                ) : null}
                <TextField
                  label={t`رمز العمود`}
                  dir="ltr"
                  value={column.code}
                  onChange={(code) => set(column.key, { code })}
                  error={errorOf(`columns.${at}.code`)}
                />
              </div>
              <IconButton
                icon="trash"
                label={t`أزل العمود ${number}`}
                onPress={() => onChange({ columns: columns.filter((one) => one.key !== column.key) })}
              />
            </li>
          );
        })}
      </ol>
      <Said>{order.said}</Said>
      {error ? (
        <p className="tk-error">
          <Icon name="error" size={16} />
          <span>{error}</span>
        </p>
      ) : null}
      <div>
        <Button
          icon="plus"
          size="small"
          onPress={() => onChange({ columns: [...columns, newColumn(columns.map((one) => one.code))] })}
        >
          {t`أضف عمودًا`}
        </Button>
      </div>
    </fieldset>
  );
}

export function TableSettings({ options, onChange, errorOf }: Props) {
  const { t } = useLingui();
  const fixed = options.rows.length > 0;
  return (
    <>
      <Columns options={options} onChange={onChange} errorOf={errorOf} />
      <RadioGroup
        label={t`الصفوف`}
        layout="row"
        options={[
          { id: 'free', label: t`يضيفها المشارك` },
          { id: 'fixed', label: t`أحددها أنا` },
        ]}
        value={fixed ? 'fixed' : 'free'}
        onChange={(kind) => onChange({ rows: kind === 'fixed' ? [newChoice([], 'r')] : [] })}
      />
      {fixed ? (
        <ChoicesEditor
          of="row"
          value={options.rows}
          onChange={(rows) => onChange({ rows })}
          errorOf={(name) => errorOf(`rows.${name}`)}
          error={errorOf('rows')}
        />
      ) : (
        <div className="tk-pair">
          <NumberField
            label={t`أقل عدد للصفوف`}
            value={options.min_rows ?? null}
            onChange={(min_rows) => onChange({ min_rows })}
            error={errorOf('min_rows')}
            minValue={0}
            maxValue={100}
          />
          <NumberField
            label={t`أكبر عدد للصفوف`}
            value={options.max_rows ?? null}
            onChange={(max_rows) => onChange({ max_rows })}
            error={errorOf('max_rows')}
            minValue={1}
            maxValue={100}
          />
        </div>
      )}
      <Checkbox isSelected={options.total ?? false} onChange={(total) => onChange({ total })}>
        {t`أظهر مجموع كل عمود من الأرقام`}
      </Checkbox>
    </>
  );
}
