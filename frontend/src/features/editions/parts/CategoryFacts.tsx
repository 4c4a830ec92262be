// A category to read: for those who do not edit it, and for what is frozen.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { DescriptionList } from '../../../shared/ui/Layout';
import type { Category } from '../model/category';
import { entrantKinds } from '../words';
import { Missing } from './EditionFacts';

export function CategoryCallFacts({ category }: { category: Category }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const long = (ar: string, en: string) => {
    const text = format.pick(ar, en);
    return text ? (
      <div className="tk-editions-text" dir="auto">
        {text}
      </div>
    ) : (
      <Missing>{t`غير مكتوب`}</Missing>
    );
  };
  return (
    <DescriptionList
      items={[
        { label: t`الاسم بالعربية`, value: <bdi lang="ar">{category.name_ar}</bdi> },
        {
          label: t`الاسم بالإنجليزية`,
          value: category.name_en ? <bdi lang="en">{category.name_en}</bdi> : <Missing />,
        },
        { label: t`الرمز`, value: <code>{category.code}</code> },
        { label: t`الوصف`, value: long(category.description_ar, category.description_en) },
        { label: t`من يشارك`, value: i18n._(entrantKinds[category.entrant_kind][0]) },
        { label: t`شروط الأهلية`, value: long(category.eligibility_ar, category.eligibility_en) },
        {
          label: t`أقصى عدد لمشاركات المشارك الواحد هنا`,
          value:
            category.max_entries_per_entrant === null ? (
              <Missing>{t`بلا حد`}</Missing>
            ) : (
              format.number(category.max_entries_per_entrant)
            ),
        },
      ]}
    />
  );
}

export function CategoryRuleFacts({ category }: { category: Category }) {
  const { t } = useLingui();
  const format = useFormat();
  const span = ({ from_rank, to_rank, least }: Category['levels'][number]): string => {
    const number = (value: number | string | null | undefined) => format.number(Number(value));
    const [from, to, limit] = [number(from_rank), number(to_rank), number(least)];
    if (category.levels_by === 'score') return t`من ${limit} من 100 فأعلى`;
    if (category.levels_by === 'percentile') return t`أعلى ${limit}٪ ممّا له ترتيب`;
    return from_rank === to_rank ? t`المركز ${from}` : t`المراكز ${from} إلى ${to}`;
  };
  const rubrics = useGet('/api/v1/editions/{edition_id}/rubrics', {
    path: { edition_id: category.edition_id },
    query: { size: 200 },
  });
  const rubric = rubrics.data?.items.find((one) => one.id === category.rubric_id);
  return (
    <DescriptionList
      items={[
        {
          label: t`نموذج التقييم`,
          value: rubric ? (
            <Link
              to="/editions/$editionId/rubrics/$rubricId"
              params={{ editionId: category.edition_id, rubricId: rubric.id }}
            >
              <bdi>{format.name(rubric)}</bdi>
            </Link>
          ) : (
            <Missing>{t`لم يُختر بعد`}</Missing>
          ),
        },
        { label: t`عدد المراكز الفائزة`, value: format.number(category.places) },
        {
          label: t`مستويات الجائزة`,
          value:
            category.levels.length === 0 ? (
              <Missing>{t`بلا مستويات`}</Missing>
            ) : (
              <ul className="tk-editions-plain">
                {category.levels.map((level) => (
                  <li key={level.name_ar}>
                    <bdi className="tk-strong">{format.name(level)}</bdi> <span className="tk-soft">{span(level)}</span>
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}
