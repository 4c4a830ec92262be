// A programme's colour: typed, picked or taken from the palette, with its contrast and a look at it at once.
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { TextField } from '../../../shared/ui/TextField';
import { contrastOnWhite, isColour, MIN_CONTRAST, suggestedColours, tokenColour } from '../model/colour';

interface Props {
  value: string;
  onChange: (colour: string) => void;
  error: string | undefined;
}

export function ColourField({ value, onChange, error }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const contrast = contrastOnWhite(value);
  const shown = contrast === null ? '' : format.number(contrast, { maximumFractionDigits: 2 });
  const readable = contrast !== null && contrast >= MIN_CONTRAST;
  return (
    <div className="tk-editions-colour">
      <div className="tk-editions-colour-inputs">
        <input
          type="color"
          aria-label={t`اختر اللون`}
          value={isColour(value) ? value.toLowerCase() : tokenColour('--green-600')}
          onChange={(event) => onChange(event.target.value)}
        />
        <TextField
          label={t`اللون`}
          help={t`يلوّن العناوين والروابط في الصفحات العامة.`}
          dir="ltr"
          value={value}
          onChange={(text) => onChange(text.trim())}
          error={error}
          isRequired
        />
      </div>
      <fieldset className="tk-editions-swatches">
        <legend className="tk-hidden">{t`ألوان مقترحة`}</legend>
        {suggestedColours.map((name) => {
          const colour = tokenColour(name);
          return (
            <button
              key={name}
              type="button"
              aria-label={t`اللون ${colour}`}
              aria-pressed={colour === value.toLowerCase()}
              style={{ background: colour }}
              onClick={() => onChange(colour)}
            >
              {colour === value.toLowerCase() ? <Icon name="check" size={16} /> : null}
            </button>
          );
        })}
      </fieldset>
      {contrast === null ? null : (
        <p
          className={readable ? 'tk-editions-contrast' : 'tk-editions-contrast tk-editions-contrast-low'}
          role="status"
        >
          <Icon name={readable ? 'success' : 'warning'} size={18} />
          <span>
            {readable ? (
              <Trans>
                يُقرأ على الأبيض: التباين {shown}، والأدنى {format.number(MIN_CONTRAST)}.
              </Trans>
            ) : (
              <Trans>
                فاتح لا يُقرأ على الأبيض: التباين {shown}، والأدنى {format.number(MIN_CONTRAST)}. اختر لونًا أغمق.
              </Trans>
            )}
          </span>
        </p>
      )}
    </div>
  );
}

/** A small public page in the programme's colour. */
export function ColourPreview({
  colour,
  name,
  noun,
  logo,
}: {
  colour: string;
  name: string;
  noun: string;
  logo: string | null;
}) {
  const { t } = useLingui();
  const shown = isColour(colour) ? colour : tokenColour('--gray-500');
  return (
    <figure className="tk-editions-preview" aria-label={t`معاينة الصفحة العامة`}>
      <div className="tk-editions-preview-bar" style={{ background: shown }} />
      <div className="tk-editions-preview-body">
        <div className="tk-row">
          {logo ? <img src={logo} alt="" className="tk-editions-preview-logo" /> : null}
          <div>
            <p className="tk-small tk-soft" dir="auto">
              {noun}
            </p>
            <p className="tk-h2 tk-strong" style={{ color: shown }} dir="auto">
              {name || t`اسم البرنامج`}
            </p>
          </div>
        </div>
        <span className="tk-editions-preview-button" style={{ background: shown }}>
          {t`شارك الآن`}
        </span>
      </div>
      <figcaption className="tk-tiny tk-soft">{t`معاينة تقريبية للصفحة العامة`}</figcaption>
    </figure>
  );
}
