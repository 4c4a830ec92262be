// A practice case is written, or changed while no juror has begun it.
import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { leavesOf } from '../model/marks';
import {
  blankPractice,
  type Category,
  type Criterion,
  lackOf,
  type PracticeValues,
  type StaffPractice,
  scoresFor,
  valuesOfPractice,
} from '../model/practice';
import { ReferenceMarks } from './ReferenceMarks';
import '../problems';

interface FormProps {
  editionId: string;
  roundId: string;
  /** those that have criteria */
  categories: readonly Category[];
  saved: StaffPractice | null;
  onClose: () => void;
}

export function PracticeForm({ editionId, roundId, categories, saved, onClose }: FormProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [blank] = useState(() => blankPractice(categories));
  const [asked, setAsked] = useState(false);
  const criteria = useRef<readonly Criterion[]>([]);
  const { form, overwrite } = useEdit<PracticeValues, StaffPractice>({
    saved,
    editable: valuesOfPractice,
    blank,
    put: ({ category_id, scores, ...values }, header) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}/practice', {
          params: { path: { round_id: roundId }, header },
          body: { ...values, category_id: category_id ?? '', scores: scoresFor(criteria.current, scores) },
        }),
      ),
    check: (v) => {
      setAsked(true);
      return {
        ...(v.title_ar.trim() ? {} : { title_ar: t`اكتب عنوان الحالة بالعربية.` }),
        ...(v.body_ar.trim() ? {} : { body_ar: t`اكتب نص الحالة بالعربية.` }),
        ...(v.category_id ? {} : { category_id: t`اختر نموذج التقييم.` }),
        ...(leavesOf(criteria.current).some((leaf) => lackOf(leaf, v.scores[leaf.id]) !== null)
          ? { scores: t`في الدرجات المرجعية ما ينقص.` }
          : {}),
      };
    },
    onSaved: () => {
      notify(t`حُفظت الحالة التدريبية.`);
      void refreshPaths('/api/v1/rounds/{round_id}/practice');
      onClose();
    },
  });
  const rubricId = categories.find((one) => one.id === form.values.category_id)?.rubric_id ?? '';
  const rubric = useGet('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', {
    path: { edition_id: editionId, rubric_id: rubricId },
    enabled: rubricId !== '',
  });
  criteria.current = rubric.data?.criteria ?? [];
  return (
    <FormFrame
      form={form}
      label={t`الحالة التدريبية`}
      fieldNames={{
        title_ar: t`العنوان بالعربية`,
        title_en: t`العنوان بالإنجليزية`,
        body_ar: t`النص بالعربية`,
        body_en: t`النص بالإنجليزية`,
        comment: t`كلمة عن الحالة كلها`,
      }}
      onOverwrite={overwrite}
    >
      <Card>
        <FormSection
          title={t({ message: 'الحالة', context: 'case' })}
          help={t`حالة مصنوعة أو من دورة سابقة بلا ما يدل على صاحبها. يقرؤها محكّمو الجولة كما تكتبها.`}
        >
          <BilingualField
            label={t`عنوان الحالة`}
            ar={form.values.title_ar}
            en={form.values.title_en}
            onChange={(c) => form.set('ar' in c ? { title_ar: c.ar } : { title_en: c.en })}
            errorAr={form.errors.title_ar}
            errorEn={form.errors.title_en}
            isRequired="ar"
          />
          <BilingualField
            label={t`نص الحالة`}
            multiline
            ar={form.values.body_ar}
            en={form.values.body_en}
            onChange={(c) => form.set('ar' in c ? { body_ar: c.ar } : { body_en: c.en })}
            errorAr={form.errors.body_ar}
            errorEn={form.errors.body_en}
            isRequired="ar"
          />
        </FormSection>
        <FormSection title={t`ما يُطلب من المحكّمين`}>
          <RadioGroup
            {...form.field('demand')}
            label={t`التدريب`}
            options={[
              { id: 'offered', label: t`اختياري`, description: t`يجده المحكّم في أعلى قائمته، وله أن يتركه.` },
              {
                id: 'required',
                label: t`مطلوب`,
                description: t`لا يُقبل من المحكّم أول تقييم في الجولة حتى يُتمّ التدريب. تُحفظ مسوداته قبله.`,
              },
            ]}
          />
        </FormSection>
        <FormSection
          title={t`الدرجات المرجعية`}
          help={t`ما تستحقه الحالة في كل معيار، ولماذا. لا يراها المحكّم إلا بعد أن يرسل درجاته.`}
        >
          <Select
            {...form.field('category_id')}
            label={t`بمعايير أي فئة تُقيَّم`}
            options={categories.map((one) => ({ id: one.id, label: format.name(one) }))}
            isRequired
          />
          {rubricId ? (
            <Read of={rubric}>
              {(found) => (
                <ReferenceMarks
                  criteria={found.criteria}
                  scores={form.values.scores}
                  asked={asked}
                  onChange={(scores) => form.set({ scores })}
                />
              )}
            </Read>
          ) : null}
          <TextArea {...form.field('comment')} label={t`كلمة عن الحالة كلها`} rows={3} />
        </FormSection>
        <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
          <Button type="submit" kind="primary" busy={form.saving}>{t`احفظ الحالة`}</Button>
          <Button onPress={onClose}>{t`رجوع`}</Button>
        </FormActions>
      </Card>
    </FormFrame>
  );
}
