// Who of a round's jurors has practised, and how far each is from the reference.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { Strip, StripKey } from '../../../shared/charts/Strip';
import { type Format, useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { DataList } from '../../../shared/ui/list/DataList';
import type { Rules } from '../../../shared/ui/list/held';

type Row = components['schemas']['PracticeJuror'];
type State = Row['state'];

const ORDER: readonly State[] = ['none', 'draft', 'submitted'];
const rulesOf = ({ name }: Pick<Format, 'name'>): Rules<Row> => ({
  text: (row) => `${row.name_ar} ${row.name_en}`,
  filters: { state: (row, wanted) => row.state === wanted },
  sorts: {
    name: (row) => name(row),
    state: (row) => ORDER.indexOf(row.state),
    total: (row) => (row.total === null ? null : Number(row.total)),
    distance: (row) => (row.distance === null ? null : Math.abs(Number(row.distance))),
  },
});

export function PracticeJurors({ jurors, reference }: { jurors: readonly Row[]; reference: string | null }) {
  const { t } = useLingui();
  const format = useFormat();
  const words: Record<State, string> = {
    none: t({ message: 'لم يبدأ', context: 'practice' }),
    draft: t({ message: 'بدأه', context: 'practice' }),
    submitted: t({ message: 'أتمّه', context: 'practice' }),
  };
  const tones = { none: 'neutral', draft: 'warning', submitted: 'success' } as const;
  const count = (state: State) => format.number(jurors.filter((one) => one.state === state).length);
  const away = ({ distance }: Row): string => {
    if (distance === null) return '';
    const size = format.decimal(distance.replace(/^-/, ''), 2);
    if (Number(distance) === 0) return t`كالمرجع`;
    return distance.startsWith('-') ? t`أقل بفارق ${size}` : t`أعلى بفارق ${size}`;
  };
  return (
    <Card title={t`من أتمّ التدريب`}>
      <Figures>
        <Figure label={t`مجموع المرجع`} value={reference === null ? '—' : format.decimal(reference, 2)} />
        <Figure label={t`أتمّوه`} value={count('submitted')} />
        <Figure label={t`بدؤوه ولم يرسلوا`} value={count('draft')} />
        <Figure label={t`لم يبدؤوا`} value={count('none')} />
      </Figures>
      <p className="tk-small tk-soft">
        {t`الفارق بين مجموع المحكّم ومجموع المرجع، وكلاهما من 100. لا يدخل شيء منه في أي نتيجة.`}
      </p>
      <StripKey own={t`مجموع المحكّم`} reference={t`مجموع المرجع`} />
      <DataList
        rows={jurors}
        rules={rulesOf(format)}
        fileName="practice"
        label={t`محكّمو الجولة`}
        searchLabel={t`ابحث باسم محكّم`}
        rowId={(row) => row.juror_id}
        defaultSort="name"
        filters={[{ id: 'state', label: t`الحال`, options: ORDER.map((id) => ({ id, label: words[id] })) }]}
        columns={[
          { id: 'name', header: t`المحكّم`, primary: true, sortable: true, cell: (row) => format.name(row) },
          {
            id: 'state',
            header: t`الحال`,
            sortable: true,
            cell: (row) => (
              <Badge tone={tones[row.state]} dot>
                {words[row.state]}
              </Badge>
            ),
            plain: (row) => words[row.state],
          },
          {
            id: 'total',
            header: t`مجموعه من 100`,
            sortable: true,
            cell: (row) => (row.total === null ? '—' : format.decimal(row.total, 2)),
            plain: (row) => row.total,
          },
          {
            id: 'distance',
            header: t`بعده عن المرجع`,
            sortable: true,
            cell: (row) => away(row) || '—',
            plain: (row) => row.distance,
          },
          {
            id: 'chart',
            header: t`على المقياس`,
            cell: (row) =>
              row.total === null ? null : (
                <Strip
                  min={0}
                  max={100}
                  own={Number(row.total)}
                  reference={reference === null ? null : Number(reference)}
                />
              ),
            plain: () => null,
          },
        ]}
        empty={{ title: t`لا لجنة في هذه الجولة بعد`, text: t`يظهر هنا محكّموها حين تُكوَّن لجنتها.`, icon: 'users' }}
      />
    </Card>
  );
}
