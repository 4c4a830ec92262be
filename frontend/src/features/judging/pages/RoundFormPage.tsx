// A round is planned, or changed while the rulebook is open.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { serverNow } from '../../../shared/api/clock';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { MomentField } from '../../../shared/ui/DateField';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { blankRound, isRulebookOpen, type Round, type RoundValues, valuesOfRound, wireRound } from '../model/round';
import { BlindFields } from '../parts/BlindFields';
import { ModeFields } from '../parts/ModeFields';
import '../problems';

type Edition = components['schemas']['StaffEdition'];
interface Given {
  edition: Edition;
  rounds: readonly Round[];
  saved: Round | null;
  id: string;
}

function RoundForm({ edition, rounds, saved, id }: Given) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [blank] = useState(() => blankRound(rounds, edition.judging_closes_at));
  const editable = isRulebookOpen(edition.phase);
  const { form, overwrite } = useEdit<RoundValues, Round>({
    saved,
    editable: valuesOfRound,
    blank,
    put: (values, header) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}', {
          params: { path: { round_id: id }, header },
          body: wireRound(values, edition.id),
        }),
      ),
    check: (v) => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم الجولة بالعربية.` }),
      ...(v.number ? {} : { number: t`اكتب رقم الجولة.` }),
      ...(v.jurors_per_entry ? {} : { jurors_per_entry: t`اكتب عدد المحكّمين.` }),
      ...(!v.closes_at
        ? { closes_at: t`اختر موعد الإغلاق.` }
        : Date.parse(v.closes_at) <= serverNow()
          ? { closes_at: t`اختر موعدًا لم يمضِ.` }
          : v.opens_at && v.opens_at >= v.closes_at
            ? { closes_at: t`يجب أن يكون موعد الإغلاق بعد موعد الفتح.` }
            : {}),
    }),
    onSaved: () => {
      notify(saved ? t`حُفظت الجولة.` : t`خُطّطت الجولة. كوّن الآن لجنتها.`);
      void refreshPaths('/api/v1/editions/{edition_id}/rounds');
      void navigate({
        to: '/editions/$editionId/rounds/$roundId',
        params: { editionId: edition.id, roundId: id },
        ignoreBlocker: true,
      });
    },
  });
  if (!editable)
    return (
      <Notice title={t`جُمّدت لائحة التحكيم`}>
        {t`الجولات جزء من لائحة التحكيم، ولا تُعدّل بعد بدئه. يجوز تعديل موعدي الفتح والإغلاق من صفحة الجولة، بقرار معلن.`}
      </Notice>
    );
  const zone = edition.timezone;
  return (
    <FormFrame
      form={form}
      label={t`بيانات الجولة`}
      fieldNames={{
        number: t`الرقم`,
        name_ar: t`الاسم بالعربية`,
        name_en: t`الاسم بالإنجليزية`,
        opens_at: t`تُفتح`,
        closes_at: t`تُغلق`,
        grace_minutes: t`المهلة بالدقائق`,
        jurors_per_entry: t`محكّمون لكل مشاركة`,
        mode: t`طريقة التحكيم`,
        consensus: t`متى تجتاز المشاركة`,
        passes: t`أقل عدد من أصوات الاجتياز`,
        independence: t`متى يقرأ المحكّم درجات زملائه`,
        weight: t`وزنها في درجة المشاركة`,
        blind: t`تحكيم بلا أسماء`,
        hidden: t`ما يُخفى عن المحكّمين`,
      }}
      onOverwrite={overwrite}
    >
      <Card>
        <FormSection title={t`الجولة`}>
          <NumberField {...form.field('number')} label={t`رقم الجولة`} minValue={1} maxValue={50} isRequired />
          <BilingualField
            label={t`الاسم`}
            ar={form.values.name_ar}
            en={form.values.name_en}
            onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
            errorAr={form.errors.name_ar}
            errorEn={form.errors.name_en}
            isRequired="ar"
          />
        </FormSection>
        <FormSection
          title={t`المواعيد`}
          help={t`تُقبل التقييمات بينهما بحكم الساعة. المهلة وقت إضافي لما أُنجز دون اتصال: يُستلم فيها ولا يُحتسب إلا بقرار شخصين.`}
        >
          <MomentField
            {...form.field('opens_at')}
            label={t`موعد الفتح`}
            help={t`اتركه خاليًا لتُفتح الجولة لحظة فتحها.`}
            zone={zone}
          />
          <MomentField {...form.field('closes_at')} label={t`موعد الإغلاق`} zone={zone} isRequired />
          <NumberField
            {...form.field('grace_minutes')}
            label={t`المهلة بالدقائق`}
            help={t`من صفر، أي لا مهلة، إلى سبعة أيام. ما كُتب بعد الإغلاق لا يُستلم فيها.`}
            minValue={0}
            maxValue={10080}
          />
        </FormSection>
        <FormSection title={t`التحكيم`}>
          <NumberField
            {...form.field('jurors_per_entry')}
            label={t`محكّمون لكل مشاركة`}
            minValue={1}
            maxValue={50}
            isRequired
          />
          <ModeFields form={form} />
          <BilingualField
            label={t`تعليمات المحكّمين`}
            help={t`تظهر للمحكّمين في قائمتهم وبجانب نموذج التقييم.`}
            multiline
            ar={form.values.instructions_ar}
            en={form.values.instructions_en}
            onChange={(c) => form.set('ar' in c ? { instructions_ar: c.ar } : { instructions_en: c.en })}
            errorAr={form.errors.instructions_ar}
            errorEn={form.errors.instructions_en}
          />
        </FormSection>
        <FormSection
          title={t`الأسماء`}
          help={t`في جولة بلا أسماء يقرأ المحكّمون رقم المشاركة بدل جهتها، ونسخًا من الملفات بأسماء محايدة نُزعت بياناتها.`}
        >
          <BlindFields
            editionId={edition.id}
            blind={form.values.blind}
            hidden={form.values.hidden}
            onChange={(change) => form.set(change)}
          />
        </FormSection>
        <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
          <Button type="submit" kind="primary" busy={form.saving}>
            {saved ? t`احفظ الجولة` : t`خطّط الجولة`}
          </Button>
          <LinkButton to="/editions/$editionId/rounds" params={{ editionId: edition.id }}>{t`رجوع`}</LinkButton>
        </FormActions>
      </Card>
    </FormFrame>
  );
}

function useGiven() {
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  return { editionId, edition, rounds };
}

export function NewRoundPage() {
  const { t } = useLingui();
  const [id] = useState(newId);
  const { editionId, edition, rounds } = useGiven();
  return (
    <Page
      title={t`جولة جديدة`}
      crumbs={[{ label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } }]}
    >
      <Read of={edition}>
        {(data) => (
          <Read of={rounds}>{(found) => <RoundForm edition={data} rounds={found.items} saved={null} id={id} />}</Read>
        )}
      </Read>
    </Page>
  );
}

export function EditRoundPage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('roundId');
  const { editionId, edition, rounds } = useGiven();
  const saved = rounds.data?.items.find((round) => round.id === id);
  const name = format.name(saved);
  return (
    <Page
      title={name ? t`تعديل ${name}` : t`تعديل الجولة`}
      crumbs={[
        { label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } },
        ...(name
          ? [{ label: name, to: '/editions/$editionId/rounds/$roundId' as const, params: { editionId, roundId: id } }]
          : []),
      ]}
    >
      <Read of={edition}>
        {(data) => (
          <Read of={rounds}>
            {(found) =>
              saved ? (
                <RoundForm edition={data} rounds={found.items} saved={saved} id={id} />
              ) : (
                <EmptyState title={t`لا توجد هذه الجولة`} icon="rounds" />
              )
            }
          </Read>
        )}
      </Read>
    </Page>
  );
}
