// A new edition from this one: names, how the dates move, what comes along, and what to review afterwards.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { NumberField } from '../../../shared/ui/NumberField';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { slugOf } from '../model/slug';
import { Cloned, MovedDates, TakenOver } from '../parts/CloneParts';
import '../problems';
import '../editions.css';

type Values = Required<components['schemas']['CloneIn']>;
type Made = components['schemas']['ClonedEdition'];

function Clone({ editionId, onMade }: { editionId: string; onMade: (made: Made) => void }) {
  const { t } = useLingui();
  const [id] = useState(newId);
  const [ownSlug, setOwnSlug] = useState(false);
  const form = useForm<Values, Made>({
    initial: { slug: '', name_ar: '', name_en: '', years: 1, days: 0, jurors: true, team: false },
    check: (v) => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم الدورة بالعربية.` }),
      ...(v.name_en.trim() ? {} : { name_en: t`اكتب اسم الدورة بالإنجليزية.` }),
      ...(v.slug.trim() ? {} : { slug: t`اكتب معرّف الدورة في الرابط.` }),
    }),
    save: (body) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/clones/{clone_id}', {
          params: { path: { edition_id: editionId, clone_id: id } },
          body,
        }),
      ),
    onSaved: (made) => {
      void refreshPaths('/api/v1/editions', '/api/v1/programmes');
      onMade(made);
    },
  });
  const v = form.values;
  const preview = useGet('/api/v1/editions/{edition_id}/clone-preview', {
    path: { edition_id: editionId },
    query: { years: v.years, days: v.days },
  });
  return (
    <FormFrame form={form} label={t`دورة جديدة من هذه الدورة`}>
      <Card>
        <FormSection title={t`الدورة الجديدة`} help={t`تُنشأ مسودة؛ ولا يراها العموم حتى تفتح باب المشاركة.`}>
          <BilingualField
            label={t`الاسم`}
            ar={v.name_ar}
            en={v.name_en}
            onChange={(c) =>
              form.set(
                'ar' in c ? { name_ar: c.ar } : ownSlug ? { name_en: c.en } : { name_en: c.en, slug: slugOf(c.en) },
              )
            }
            errorAr={form.errors.name_ar}
            errorEn={form.errors.name_en}
            isRequired
          />
          <TextField
            label={t`المعرّف في الرابط`}
            help={t`حروف لاتينية صغيرة وأرقام وشُرَط. لا يتغير بعد فتح باب المشاركة.`}
            value={v.slug}
            onChange={(slug) => {
              setOwnSlug(true);
              form.set({ slug });
            }}
            error={form.errors.slug}
            dir="ltr"
            isRequired
          />
        </FormSection>
        <FormSection title={t`ما يُنقل`} help={t`لا تُنقل المشاركات ولا التقييمات ولا القرارات ولا السجل.`}>
          <Read of={preview} lines={4}>
            {(data) => <TakenOver counts={data.counts} jurors={v.jurors} team={v.team} />}
          </Read>
          <Checkbox isSelected={v.jurors} onChange={(jurors) => form.set({ jurors })}>
            {t`المحكّمون ولجانهم، مقترحين لم يُدعَ منهم أحد`}
          </Checkbox>
          <Checkbox isSelected={v.team} onChange={(team) => form.set({ team })}>
            {t`فريق العمل بأدواره`}
          </Checkbox>
        </FormSection>
        <FormSection title={t`المواعيد`} help={t`يبقى وقت اليوم كما هو. راجع ما يقع في نهاية الأسبوع.`}>
          <div className="tk-pair">
            <NumberField
              label={t`تأخير بالسنوات`}
              value={v.years}
              minValue={0}
              maxValue={10}
              onChange={(years) => form.set({ years: years ?? 0 })}
            />
            <NumberField
              label={t`ثم بالأيام`}
              value={v.days}
              minValue={-366}
              maxValue={366}
              onChange={(days) => form.set({ days: days ?? 0 })}
            />
          </div>
          <Read of={preview} lines={6}>
            {(data) => <MovedDates dates={data.dates} zone={data.timezone} />}
          </Read>
        </FormSection>
        <FormActions>
          <Button type="submit" kind="primary" busy={form.saving}>
            {t`أنشئ الدورة`}
          </Button>
          <LinkButton to="/editions/$editionId" params={{ editionId }}>{t`رجوع`}</LinkButton>
        </FormActions>
      </Card>
    </FormFrame>
  );
}

export function ClonePage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const [made, setMade] = useState<Made | null>(null);
  const name = format.name(edition.data);
  return (
    <Page title={made ? t`أُنشئت الدورة` : t`دورة جديدة من هذه الدورة`} lead={name ? t`من: ${name}` : null}>
      {made ? (
        <Cloned made={made} zone={edition.data?.timezone ?? 'Asia/Riyadh'} />
      ) : (
        <Clone editionId={editionId} onMade={setMade} />
      )}
    </Page>
  );
}
