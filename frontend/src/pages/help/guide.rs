//! What the help centre says. Every figure that is a rule comes from the domain or from the edition.

use domain::account::{CODE_DIGITS, CODE_LIFETIME_SECONDS, CODE_RESEND_SECONDS, CODES_PER_DAY};
use domain::activity::rules::{DETAIL_MIN, TITLE_MAX, TITLE_MIN};
use domain::circular::OVERDUE_SHOWN_DAYS;
use domain::edition::Edition;
use domain::media::{MediaKind, POSTER_SIZE, bytes};
use domain::organization::ADMINS_MAX;
use domain::region::RegionCode;

use crate::format;
use crate::i18n::{Text, help as words, supplement, t, tf};

/// One piece of help.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The `id` on the page, by which a link leads there.
    pub(super) anchor: &'static str,
    pub(super) title: &'static str,
    pub(super) text: String,
}

impl Entry {
    fn new(anchor: &'static str, title: Text, text: Text, figures: &[&dyn ToString]) -> Self {
        let figures: Vec<String> = figures.iter().map(|f| f.to_string()).collect();
        let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
        Self {
            anchor,
            title: t(title),
            text: tf(text, &figures),
        }
    }
    /// Whether every word that is looked for stands in it.
    pub(super) fn has(&self, looked_for: &str) -> bool {
        let all = format!("{} {}", self.title, self.text).to_lowercase();
        looked_for
            .to_lowercase()
            .split_whitespace()
            .all(|word| all.contains(word))
    }
}

/// The filing guide; what an edition says is left out until it is known.
pub(super) fn guide(edition: Option<&Edition>) -> Vec<Entry> {
    let minutes = CODE_LIFETIME_SECONDS / 60;
    let (poster, proof) = (MediaKind::Poster, MediaKind::Proof);
    let mut all = vec![
        Entry::new(
            "sign-in",
            words::SIGN_IN,
            words::SIGN_IN_TEXT,
            &[&CODE_DIGITS, &minutes, &CODE_RESEND_SECONDS, &CODES_PER_DAY],
        ),
        Entry::new("organization", words::ORGANIZATION, words::ORGANIZATION_TEXT, &[]),
        Entry::new(
            "file",
            words::FILE,
            words::FILE_TEXT,
            &[&TITLE_MIN, &TITLE_MAX, &DETAIL_MIN],
        ),
    ];
    all.extend(edition.and_then(window));
    all.push(Entry::new(
        "poster",
        words::POSTER,
        words::POSTER_TEXT,
        &[
            &POSTER_SIZE.0,
            &POSTER_SIZE.1,
            &poster.type_names(),
            &bytes(poster.max_bytes()),
        ],
    ));
    all.push(review());
    if let Some(e) = edition {
        let h = &e.thresholds;
        let parts = [
            supplement::BASICS,
            supplement::RESULTS,
            supplement::HIGHLIGHTS,
            supplement::RESOURCES,
            supplement::EXPERIENCE,
        ];
        let parts = parts.map(t).join(t(words::AND));
        all.push(Entry::new(
            "supplement",
            words::SUPPLEMENT,
            words::SUPPLEMENT_TEXT,
            &[&h.supplement_days, &parts],
        ));
        all.push(Entry::new(
            "recommendation",
            words::RECOMMENDATION,
            words::RECOMMENDATION_TEXT,
            &[
                &h.supplement_days,
                &h.media_reports_min,
                &h.photos_min,
                &h.photos_max,
                &h.videos_max,
                &h.video_max_seconds,
                &h.min_participants_offline,
                &h.min_participants_online,
            ],
        ));
    }
    all.extend([
        Entry::new(
            "certification",
            words::CERTIFICATION,
            words::CERTIFICATION_TEXT,
            &[&proof.type_names(), &bytes(proof.max_bytes()), &ADMINS_MAX],
        ),
        Entry::new("joint", words::JOINT, words::JOINT_TEXT, &[]),
        Entry::new("back-filing", words::BACK_FILING, words::BACK_FILING_TEXT, &[]),
        Entry::new("import", words::IMPORT, words::IMPORT_TEXT, &[]),
        Entry::new(
            "notices",
            words::NOTICES,
            words::NOTICES_TEXT,
            &[&OVERDUE_SHOWN_DAYS],
        ),
    ]);
    all
}

fn window(e: &Edition) -> Option<Entry> {
    let days = e.window_for(Some(&RegionCode::country()))?;
    Some(Entry::new(
        "window",
        words::WINDOW,
        words::WINDOW_TEXT,
        &[
            &e.title,
            &format::date(e.filing_opens_on),
            &format::date(days.from),
            &format::date(days.to),
            &format::date(e.concentrated.from),
            &format::date(e.concentrated.to),
        ],
    ))
}

fn review() -> Entry {
    use domain::activity::status::Status as S;
    let name = crate::pages::status::name;
    let states = [
        S::ProvinceReview,
        S::NationalReview,
        S::Approved,
        S::ProvinceRejected,
        S::NationalRejected,
    ];
    let [first, second, passed, back, back_again] = states.map(name);
    Entry::new(
        "review",
        words::REVIEW,
        words::REVIEW_TEXT,
        &[&first, &second, &passed, &back, &back_again],
    )
}

/// Questions that are often asked.
pub(super) fn questions(edition: Option<&Edition>) -> Vec<Entry> {
    let (photo, video) = (MediaKind::Photo, MediaKind::Video);
    let mut all = vec![
        Entry::new(
            "q-code",
            words::Q_CODE,
            words::A_CODE,
            &[&CODE_RESEND_SECONDS, &CODES_PER_DAY],
        ),
        Entry::new("q-edit", words::Q_EDIT, words::A_EDIT, &[]),
    ];
    if let Some(e) = edition {
        let h = &e.thresholds;
        let few: [&dyn ToString; 2] = [&h.min_participants_offline, &h.min_participants_online];
        all.push(Entry::new("q-few", words::Q_FEW, words::A_FEW, &few));
        all.push(Entry::new(
            "q-photo",
            words::Q_PHOTO,
            words::A_PHOTO,
            &[
                &photo.type_names(),
                &bytes(photo.max_bytes()),
                &video.type_names(),
                &bytes(video.max_bytes()),
                &h.photos_min,
                &h.photos_max,
            ],
        ));
    }
    all.extend([
        Entry::new("q-late", words::Q_LATE, words::A_LATE, &[]),
        Entry::new("q-name", words::Q_NAME, words::A_NAME, &[]),
        Entry::new("q-who", words::Q_WHO, words::A_WHO, &[]),
        Entry::new("q-private", words::Q_PRIVATE, words::A_PRIVATE, &[]),
        Entry::new("q-report", words::Q_REPORT, words::A_REPORT, &[]),
    ]);
    all
}
