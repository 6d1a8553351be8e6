//! The supplement as signals, one for each field.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::activity::content::Participants;
use domain::id::MediaId;
use domain::media::Media;
use domain::supplement::{
    ActivitySummary, MediaReport, OutletLevel, PhotoNote, Supplement, SupplementContent,
};
use domain::text::half_width;
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ReportSignals {
    pub key: u32,
    pub title: RwSignal<String>,
    pub outlet: RwSignal<String>,
    pub level: RwSignal<String>,
    pub published_on: RwSignal<Option<NaiveDate>>,
    pub url: RwSignal<String>,
    pub screenshot: RwSignal<Option<MediaId>>,
}

impl ReportSignals {
    fn content(self) -> MediaReport {
        MediaReport {
            title: self.title.get(),
            outlet: self.outlet.get(),
            level: self.level.with(|level| OutletLevel::parse(level)),
            published_on: self.published_on.get(),
            url: self.url.get(),
            screenshot_id: self.screenshot.get(),
        }
    }
    /// A row in which something is entered.
    fn is_report(self) -> bool {
        self.content() != MediaReport::default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PhotoSignals {
    pub key: u32,
    pub id: MediaId,
    pub caption: RwSignal<String>,
    pub alt: RwSignal<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VideoKey {
    pub key: u32,
    pub id: MediaId,
}

#[derive(Clone, Copy)]
pub struct Draft {
    pub offline: RwSignal<String>,
    pub online: RwSignal<String>,
    pub numbers_note: RwSignal<String>,
    pub online_url: RwSignal<String>,
    pub reports: RwSignal<Vec<ReportSignals>>,
    pub photos: RwSignal<Vec<PhotoSignals>>,
    pub videos: RwSignal<Vec<VideoKey>>,
    /// In the order of [`ActivitySummary::parts`].
    pub summary: [RwSignal<String>; 5],
    /// What is known of the files it names.
    pub files: RwSignal<BTreeMap<MediaId, Media>>,
    next_key: StoredValue<u32>,
}

/// A number as people type it: full-width digits, blanks and commas are no obstacle.
pub fn number(text: &str) -> Option<u32> {
    let digits: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .collect();
    digits.parse().ok()
}

fn of_number(n: Option<u32>) -> RwSignal<String> {
    RwSignal::new(n.map(|n| n.to_string()).unwrap_or_default())
}

fn filled(value: RwSignal<String>) -> Option<String> {
    Some(value.get()).filter(|text| !text.trim().is_empty())
}

impl Draft {
    /// `online_url` is the address of the filing, for where none was given here yet.
    pub fn of(s: &Supplement, online_url: Option<String>) -> Self {
        let c = s.content.clone();
        let own_url = if s.version == 0 { online_url } else { None };
        let draft = Self {
            offline: of_number(c.actual_participants.offline),
            online: of_number(c.actual_participants.online),
            numbers_note: RwSignal::new(c.numbers_note.unwrap_or_default()),
            online_url: RwSignal::new(c.online_url.or(own_url).unwrap_or_default()),
            reports: RwSignal::new(Vec::new()),
            photos: RwSignal::new(Vec::new()),
            videos: RwSignal::new(Vec::new()),
            summary: c
                .summary
                .parts()
                .map(|(_, _, text)| RwSignal::new(text.to_owned())),
            files: RwSignal::new(s.files.iter().map(|file| (file.id, file.clone())).collect()),
            next_key: StoredValue::new(0),
        };
        let none = c.media_reports.is_empty();
        for report in c.media_reports {
            draft.add_report(report);
        }
        if none {
            draft.add_report(MediaReport::default());
        }
        for id in c.photo_ids {
            let note = c.photo_notes.get(&id).cloned().unwrap_or_default();
            draft.put_photo(draft.key(), id, note);
        }
        for id in c.video_ids {
            draft.put_video(draft.key(), id);
        }
        draft
    }

    /// A fresh key: later ones are larger.
    pub fn key(self) -> u32 {
        self.next_key.update_value(|n| *n += 1);
        self.next_key.get_value()
    }

    pub fn add_report(self, report: MediaReport) -> u32 {
        let key = self.key();
        let level = report.level.map(|level| level.as_str().to_owned());
        let row = ReportSignals {
            key,
            title: RwSignal::new(report.title),
            outlet: RwSignal::new(report.outlet),
            level: RwSignal::new(level.unwrap_or_default()),
            published_on: RwSignal::new(report.published_on),
            url: RwSignal::new(report.url),
            screenshot: RwSignal::new(report.screenshot_id),
        };
        self.reports.update(|all| all.push(row));
        key
    }

    /// The place of a row among those in which something is entered: what the server counts by.
    pub fn report_place(self, key: u32) -> usize {
        self.reports.with(|all| {
            all.iter()
                .take_while(|row| row.key != key)
                .filter(|row| row.is_report())
                .count()
        })
    }

    /// Keeps what is known of a file.
    pub fn know(self, media: Media) {
        self.files.update(|all| {
            all.insert(media.id, media);
        });
    }

    /// Files that are chosen together come in the order in which they were chosen, whichever arrives first: by key.
    pub fn put_photo(self, key: u32, id: MediaId, note: PhotoNote) {
        let row = PhotoSignals {
            key,
            id,
            caption: RwSignal::new(note.caption),
            alt: RwSignal::new(note.alt),
        };
        self.photos.update(|all| {
            if all.iter().all(|photo| photo.id != id) {
                let at = all.iter().rposition(|p| p.key < key).map_or(0, |n| n + 1);
                all.insert(at, row);
            }
        });
    }

    pub fn put_video(self, key: u32, id: MediaId) {
        self.videos.update(|all| {
            if all.iter().all(|video| video.id != id) {
                let at = all.iter().rposition(|v| v.key < key).map_or(0, |n| n + 1);
                all.insert(at, VideoKey { key, id });
            }
        });
    }

    /// Seconds of each film, as far as they are known.
    pub fn video_seconds(self) -> BTreeMap<MediaId, f64> {
        self.files.with(|all| {
            let seconds = |file: &Media| file.duration_seconds.map(|s| (file.id, s));
            all.values().filter_map(seconds).collect()
        })
    }

    /// The supplement as it is now; follows every field.
    pub fn content(self) -> SupplementContent {
        let reports = self.reports.get();
        let photos = self.photos.get();
        let notes = photos.iter().map(|photo| {
            let note = PhotoNote {
                caption: photo.caption.get(),
                alt: photo.alt.get(),
            };
            (photo.id, note)
        });
        let [basics, results, highlights, reusable_resources, experience] = self.summary.map(|s| s.get());
        SupplementContent {
            actual_participants: Participants {
                offline: self.offline.with(|n| number(n)),
                online: self.online.with(|n| number(n)),
            },
            numbers_note: filled(self.numbers_note),
            media_reports: reports
                .into_iter()
                .map(ReportSignals::content)
                // A row in which nothing is entered is no report yet.
                .filter(|report| *report != MediaReport::default())
                .collect(),
            photo_notes: notes.filter(|(_, note)| *note != PhotoNote::default()).collect(),
            photo_ids: photos.iter().map(|photo| photo.id).collect(),
            video_ids: self.videos.with(|all| all.iter().map(|video| video.id).collect()),
            summary: ActivitySummary {
                basics,
                results,
                highlights,
                reusable_resources,
                experience,
            },
            online_url: filled(self.online_url),
        }
    }
}
