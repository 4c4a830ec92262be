// The settings of an edition: what may still change is a field, what is frozen is read with its reason.
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { DescriptionList, FormActions, FormSection } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { blankEdition, changesCall, type Edition, type EditionValues, valuesOf } from '../model/edition';
import { isCallFrozen, isFinal, isPrivate, isRulebookFrozen } from '../model/phases';
import { DeadlineDialog } from '../parts/DeadlineDialog';
import { DateFacts, LimitFacts, NameFacts, PublicFacts, RulesFacts } from '../parts/EditionFacts';
import { ChangeNote, DateFields, DigitsField, LimitField, NameFields, SlugField } from '../parts/EditionFields';
import { Anchor, Frozen, scrollToHash } from '../parts/Frozen';
import { MeetingFields, meetingFacts } from '../parts/MeetingFields';
import { MethodField, MethodSaid } from '../parts/MethodField';
import { refreshEdition } from '../parts/refreshEdition';
import { TiebreakEditor, TiebreakList } from '../parts/TiebreakEditor';
import { useEditionChecks } from '../parts/useEditionChecks';
import '../problems';
import '../editions.css';

function Closing({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const [moving, setMoving] = useState(false);
  return (
    <div className="tk-field">
      <span className="tk-label">{t`إغلاق باب المشاركة`}</span>
      <When at={edition.closes_at} zone={edition.timezone} show="stack" />
      {edition.phase === 'open' ? (
        <div>
          <Button icon="clock" onPress={() => setMoving(true)}>
            {t`عدّل موعد الإغلاق`}
          </Button>
        </div>
      ) : null}
      <DeadlineDialog edition={edition} isOpen={moving} onClose={() => setMoving(false)} />
    </div>
  );
}

function Settings({ edition }: { edition: Edition }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const organises = useOrganises(edition);
  const check = useEditionChecks();
  const isPublic = !isPrivate(edition.phase);
  const mayCall = organises && !isCallFrozen(edition.phase);
  const mayRules = organises && !isRulebookFrozen(edition.phase);
  const mayShow = organises && !isFinal(edition.phase);
  const { form, overwrite } = useEdit<EditionValues, Edition>({
    saved: edition,
    editable: valuesOf,
    blank: blankEdition(edition.programme_id),
    put: (body, header) =>
      must(api.PUT('/api/v1/editions/{edition_id}', { params: { path: { edition_id: edition.id }, header }, body })),
    check: (v) => ({
      ...check(v),
      ...(isPublic && changesCall(valuesOf(edition), v) && !v.change_ar.trim()
        ? { change_ar: t`اكتب ما تغيّر وسببه؛ سيظهر للعموم بتاريخه.` }
        : {}),
    }),
    onSaved: () => {
      notify(t`حُفظت الإعدادات.`);
      void refreshEdition();
    },
  });
  useEffect(scrollToHash, []);
  const v = form.values;
  const announced = isPublic && changesCall(valuesOf(edition), v);
  return (
    <FormFrame
      form={form}
      label={t`إعدادات الدورة`}
      fieldNames={{
        name_ar: t`الاسم بالعربية`,
        name_en: t`الاسم بالإنجليزية`,
        opens_at: t`فتح باب المشاركة`,
        closes_at: t`إغلاق باب المشاركة`,
        judging_closes_at: t`انتهاء التحكيم`,
        results_at: t`إعلان النتائج`,
        tiebreaks: t`كسر التعادل`,
        method: t`طريقة حساب الدرجة`,
        quorum: t`النصاب`,
        rules_ar: t`الشروط بالعربية`,
        rules_en: t`الشروط بالإنجليزية`,
      }}
      onOverwrite={overwrite}
    >
      {mayCall ? null : <Frozen of="call" edition={edition} organises={organises} />}
      <Card>
        <FormSection title={<Anchor id="identity">{t`الهوية`}</Anchor>}>
          {mayCall ? (
            <>
              <NameFields form={form} />
              <SlugField form={form} isDisabled={isPublic} />
            </>
          ) : (
            <NameFacts edition={edition} />
          )}
        </FormSection>
        <FormSection
          title={<Anchor id="dates">{t`المواعيد`}</Anchor>}
          help={t`تُعرض بالتقويمين وبساعة المنطقة الزمنية.`}
        >
          {mayCall ? (
            <DateFields form={form} {...(isPublic ? { closing: <Closing edition={edition} /> } : {})} />
          ) : (
            <DateFacts edition={edition} />
          )}
        </FormSection>
        <FormSection title={<Anchor id="limits">{t`حدود المشاركة`}</Anchor>}>
          {mayCall ? <LimitField form={form} /> : <LimitFacts edition={edition} />}
        </FormSection>
        <FormSection
          title={<Anchor id="rules">{t`شروط المشاركة`}</Anchor>}
          help={t`نص يقرؤه المشاركون في صفحة الدورة.`}
        >
          {mayCall ? (
            <BilingualField
              label={t`الشروط`}
              multiline
              ar={v.rules_ar}
              en={v.rules_en}
              onChange={(c) => form.set('ar' in c ? { rules_ar: c.ar } : { rules_en: c.en })}
              errorAr={form.errors.rules_ar}
              errorEn={form.errors.rules_en}
            />
          ) : (
            <RulesFacts edition={edition} />
          )}
        </FormSection>
        <FormSection
          title={<Anchor id="tiebreaks">{t`قواعد النتيجة`}</Anchor>}
          help={t`جزء من لائحة التحكيم: تُجمَّد عند بدء التحكيم ولا تتغير بعده.`}
        >
          {mayRules ? (
            <>
              <TiebreakEditor
                editionId={edition.id}
                value={v.tiebreaks}
                onChange={(tiebreaks) => form.set({ tiebreaks })}
                errors={form.errors}
              />
              <MethodField value={v.method} onChange={(method) => form.set({ method })} />
              <NumberField
                value={v.quorum}
                onChange={(quorum) => form.set({ quorum: quorum ?? 1 })}
                error={form.errors.quorum}
                label={t`النصاب`}
                help={t`أقل عدد من التقييمات المرسلة لكل مشاركة حتى تدخل الترتيب.`}
                minValue={1}
                maxValue={100}
                isRequired
              />
              <Checkbox
                isSelected={v.live_agreement}
                onChange={(live_agreement) => form.set({ live_agreement })}
                help={t`الاتفاق وترابط المحكّمين وحدهما، دون درجة ولا ترتيب. ويُسجَّل كل اطّلاع.`}
              >
                {t`يرى المنظّم اتفاق المحكّمين أثناء الجولة`}
              </Checkbox>
              <MeetingFields form={form} />
              <Checkbox
                isSelected={v.na_policy === 'claims'}
                onChange={(claims) => form.set({ na_policy: claims ? 'claims' : 'refused' })}
                help={t`يكتب المحكّم السبب، ويبتّ فيه رئيس اللجنة. ما قُبل وُزّع وزنه على غيره في فرعه.`}
              >
                {t`يجوز أن يقول المحكّم إن معيارًا لا ينطبق`}
              </Checkbox>
            </>
          ) : (
            <>
              {mayCall ? <Frozen of="rulebook" edition={edition} organises /> : null}
              <TiebreakList editionId={edition.id} value={edition.tiebreaks} />
              <DescriptionList
                items={[
                  { label: t`طريقة حساب الدرجة`, value: <MethodSaid value={edition.method} /> },
                  { label: t`النصاب`, value: format.number(edition.quorum) },
                  {
                    label: t`اتفاق المحكّمين أثناء الجولة`,
                    value: edition.live_agreement ? t`يراه المنظّم` : t`لا يُرى قبل إغلاقها`,
                  },
                  ...meetingFacts(i18n, edition),
                  {
                    label: t`معيار لا ينطبق`,
                    value: edition.na_policy === 'claims' ? t`يبتّ فيه رئيس اللجنة` : t`لا يُقبل`,
                  },
                ]}
              />
            </>
          )}
        </FormSection>
        <FormSection title={<Anchor id="public">{t`الصفحات العامة`}</Anchor>}>
          {mayShow ? (
            <>
              <Checkbox
                isSelected={v.jury_is_public}
                onChange={(jury_is_public) => form.set({ jury_is_public })}
                help={t`تُنشر أسماء المحكّمين وجهاتهم في صفحة الدورة.`}
              >
                {t`أسماء المحكّمين معلنة`}
              </Checkbox>
              <DigitsField form={form} />
            </>
          ) : (
            <PublicFacts edition={edition} />
          )}
        </FormSection>
        {announced ? <ChangeNote values={v} errors={form.errors} set={form.set} /> : null}
        {mayShow ? (
          <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
            <Button type="submit" kind="primary" busy={form.saving}>
              {announced ? <Trans>احفظ وأعلن التغيير</Trans> : <Trans>احفظ الإعدادات</Trans>}
            </Button>
          </FormActions>
        ) : null}
      </Card>
    </FormFrame>
  );
}

export function SettingsPage() {
  const { t } = useLingui();
  const id = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: id } });
  return (
    <Page title={t`إعدادات الدورة`}>
      <Read of={edition}>{(data) => <Settings key={id} edition={data} />}</Read>
    </Page>
  );
}
