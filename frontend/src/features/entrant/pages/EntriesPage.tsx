// All entries of my agencies and my own.
import { Plural, useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { useEntryStates } from '../../../shared/ui/entryStates';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { rightWords } from '../members/rights';
import { isPublished } from '../parts/ResultNotice';
import { signOffWords } from '../signoff/words';
import '../problems';
import '../entrant.css';

export function EntriesPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const states = useEntryStates();
  // The editions of what I have, newest first: the first hundred entries tell them.
  const mine = useGet('/api/v1/entrant/entries', { query: { size: 100 } });
  const editions = new Map((mine.data?.items ?? []).map((row) => [row.edition.id, row.edition]));
  const start = (
    <LinkButton kind="primary" icon="plus" to="/entrant/calls">
      {t`ابدأ مشاركة`}
    </LinkButton>
  );
  return (
    <Page title={t`مشاركاتي`} lead={t`مشاركات جهاتك ومشاركاتك باسمك، في كل الدورات.`} actions={start}>
      <DataList
        source="/api/v1/entrant/entries"
        label={t`المشاركات`}
        defaultSort="-created"
        filters={[
          {
            id: 'edition_id',
            label: t`الدورة`,
            options: [...editions.values()].map((one) => ({ id: one.id, label: format.name(one) })),
          },
          { id: 'state', label: t`الحالة`, options: states },
        ]}
        columns={[
          {
            id: 'title',
            header: t`المشاركة`,
            primary: true,
            sortable: true,
            cell: (row) => format.pick(row.title_ar, row.title_en),
          },
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            width: '6rem',
            cell: (row) => format.number(row.number, { useGrouping: false }),
          },
          { id: 'edition', header: t`الدورة`, cell: (row) => <bdi>{format.name(row.edition)}</bdi> },
          { id: 'category', header: t`الفئة`, sortable: true, cell: (row) => <bdi>{format.name(row.category)}</bdi> },
          {
            id: 'organisation',
            header: t`باسم`,
            cell: (row) => (row.organisation ? <bdi>{format.name(row.organisation)}</bdi> : t`باسمي`),
          },
          {
            id: 'state',
            header: t`الحالة`,
            sortable: true,
            cell: (row) => (
              <span className="tk-stack tk-entrant-cell">
                <StateBadge of="entry" state={row.state} />
                {row.state === 'eligible' && isPublished(row) ? <Badge tone="gold">{t`أُعلنت النتائج`}</Badge> : null}
                {row.missing.length > 0 ? (
                  <span className="tk-tiny tk-soft">
                    <Plural
                      value={row.missing.length}
                      zero="لا ينقصها شيء"
                      one="ينقصها جواب واحد"
                      two="ينقصها جوابان"
                      few="تنقصها # أجوبة"
                      many="ينقصها # جوابًا"
                      other="ينقصها # جواب"
                    />
                  </span>
                ) : null}
                {row.missing.length === 0 && row.unmet_rules > 0 ? (
                  <span className="tk-tiny tk-soft">{t`شروط أهلية لم تُستوفَ`}</span>
                ) : null}
                {row.needs_sign_off && row.state === 'draft' ? (
                  <StateBadge state={row.sign_off ?? 'none'} words={signOffWords} />
                ) : null}
                {row.right === 'submit' ? null : (
                  <span className="tk-tiny tk-soft">
                    {t`صلاحيتك:`} {i18n._(rightWords[row.right])}
                  </span>
                )}
              </span>
            ),
          },
          {
            id: 'deadline',
            header: t`الموعد`,
            cell: (row) => {
              const open = row.state === 'draft' || row.state === 'returned';
              if (!open && !row.submitted_at) return '';
              return (
                <span className="tk-stack tk-entrant-cell">
                  <span className="tk-tiny tk-soft">{open ? t`آخر موعد` : t`قُدّمت`}</span>
                  <When at={open ? row.deadline : row.submitted_at} zone={row.edition.timezone} show="short" />
                </span>
              );
            },
          },
        ]}
        rowName={(row) => format.pick(row.title_ar, row.title_en)}
        rowLink={(row) => ({ to: '/entrant/entries/$entryId', params: { entryId: row.id } })}
        empty={{
          title: t`لا مشاركات بعد`,
          text: t`اختر دورة مفتوحة وفئة تناسب خدمتكم، ثم املأ النموذج على مهل: يُحفظ كل ما تكتبه.`,
          icon: 'form',
          action: start,
        }}
      />
    </Page>
  );
}
