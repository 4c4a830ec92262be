// Trying another method, a juror less, another weight: ranks before and after. Nothing of it is kept.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { ProblemNotice } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { Select } from '../../../shared/ui/Select';
import { type Method, methodNames } from '../words';
import type { Fairness, Names } from './model';

const METHODS = Object.keys(methodNames) as Method[];
const NONE = 'none';

type Row = components['schemas']['WhatIfRow'];
type Tried = components['schemas']['WhatIf'];

function Outcome({ tried, names }: { tried: Tried; names: Names }) {
  const { rows } = tried;
  const { t } = useLingui();
  const format = useFormat();
  const nouns = useNouns();
  const shifted = rows
    .filter((row) => row.before !== row.after)
    .sort((a, b) => a.category_id.localeCompare(b.category_id) || a.after - b.after);
  const number = (row: Row) => format.number(names.entry(row.entry_id)?.number ?? 0, { useGrouping: false });
  const listed = (some: readonly Row[]) => some.map(number).join(format.pick('، ', ', '));
  const entering = shifted.filter((row) => row.placed_after && !row.placed_before);
  const leaving = shifted.filter((row) => row.placed_before && !row.placed_after);
  const two = (value: number | null) => (value === null ? '—' : format.number(value, { maximumFractionDigits: 2 }));
  return (
    <div className="tk-stack tk-fair-outcome" role="status">
      {tried.by_mean.length > 0 ? (
        <p>{t`لا تُقارن شدّة المحكّمين بهذا التجريب، فحُسب المتوسط، في: ${tried.by_mean.map((one) => format.name(names.category(one.category_id))).join(format.pick('، ', ', '))}`}</p>
      ) : null}
      <p>
        {shifted.length === 0
          ? t`لا يتغيّر ترتيب أي مشاركة.`
          : t`يتغيّر ترتيب ${format.number(shifted.length)} من ${format.number(rows.length)}.`}
      </p>
      {shifted.length > 0 && entering.length + leaving.length === 0 ? (
        <p>{t`ويبقى في مراكز الفوز من كان فيها.`}</p>
      ) : null}
      {entering.length > 0 ? <p className="tk-strong">{t`يدخل مراكز الفوز: ${listed(entering)}`}</p> : null}
      {leaving.length > 0 ? <p className="tk-strong">{t`يخرج من مراكز الفوز: ${listed(leaving)}`}</p> : null}
      {shifted.length > 0 ? (
        <ChartTable
          label={t`الترتيب قبل وبعد`}
          head={[nouns.One, t`المشاركة`, t`الترتيب قبل`, t`بعد`, t`الدرجة قبل`, t`بعد`]}
        >
          {shifted.map((row) => (
            <tr key={row.entry_id}>
              <td>{format.name(names.category(row.category_id))}</td>
              <th scope="row">
                <bdi>{number(row)}</bdi>
              </th>
              <td>{format.number(row.before)}</td>
              <td>
                <span className="tk-strong">{row.after > 0 ? format.number(row.after) : t`بلا تقييم`}</span>{' '}
                {row.placed_after === row.placed_before ? null : row.placed_after ? (
                  <Badge tone="success">{t`تدخل`}</Badge>
                ) : (
                  <Badge tone="warning">{t`تخرج`}</Badge>
                )}
              </td>
              <td>{two(row.before_score)}</td>
              <td>{two(row.after_score)}</td>
            </tr>
          ))}
        </ChartTable>
      ) : null}
    </div>
  );
}

export function WhatIf({ data, names }: { data: Fairness; names: Names }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [method, setMethod] = useState<Method>(data.method);
  const [juror, setJuror] = useState<string | null>(null);
  const [leaf, setLeaf] = useState(NONE);
  const [share, setShare] = useState<number | null>(30);
  const tried = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/rankings/{ranking_id}/what-if', {
          params: { path: { ranking_id: data.ranking.id } },
          body: {
            method,
            without_juror: juror,
            criterion_id: leaf === NONE ? null : leaf,
            share: (share ?? 0) / 100,
          },
        }),
      ),
  });
  // What came of another wish is not left standing beside this one.
  const wishing =
    <V,>(set: (value: V) => void) =>
    (value: V) => {
      tried.reset();
      set(value);
    };
  return (
    <Card title={t`ماذا لو؟`}>
      <p className="tk-soft tk-measure">{t`جرّب ولا يُحفظ شيء: لا يتغيّر الترتيب ولا القرارات.`}</p>
      <div className="tk-fair-form">
        <Select
          label={t`طريقة حساب الدرجة`}
          value={method}
          onChange={wishing(setMethod)}
          options={METHODS.map((id) => ({ id, label: i18n._(methodNames[id]) }))}
        />
        <ComboBox
          label={t`بلا المحكّم`}
          placeholder={t`لا أحد`}
          value={juror}
          onChange={wishing(setJuror)}
          options={data.named_jurors.map((one) => ({ id: one.id, label: format.name(one) }))}
        />
        <Select
          label={t`غيّر وزن معيار`}
          value={leaf}
          onChange={wishing(setLeaf)}
          options={[
            { id: NONE, label: t`لا شيء` },
            ...data.leaves.map((one) => ({ id: one.id, label: format.name(one) })),
          ]}
        />
        {leaf === NONE ? null : (
          <NumberField label={t`وزنه من مئة`} value={share} onChange={wishing(setShare)} minValue={0} maxValue={100} />
        )}
      </div>
      <div className="tk-row">
        <Button kind="primary" busy={tried.isPending} onPress={() => tried.mutate()}>
          {t`جرّب`}
        </Button>
      </div>
      <ProblemNotice error={tried.error} />
      {tried.data ? <Outcome tried={tried.data} names={names} /> : null}
    </Card>
  );
}
