//! What only the database can tell of an activity's content: whether the things it names exist.

use domain::access::Actor;
use domain::activity::content::{ActivityContent, Unit};
use domain::activity::review_region;
use domain::id::{MediaId, OrganizationId};
use domain::media::{MediaKind, MediaStatus};
use domain::organization::Certification;
use domain::problem::{Fault, FaultCode, Faults};
use domain::region::RegionCode;
use persistence::media::MediaRecord;
use persistence::organization::OrganizationRecord;
use persistence::{Conn, activity, media, organization, reference};

use crate::error::AppResult;
use crate::media::named::{self, NamedFile};

/// Who refers to the things named.
pub(crate) struct Referrer<'a> {
    pub(crate) actor: &'a Actor,
    pub(crate) organization: OrganizationId,
    /// The content before the change: what it names already may stay.
    pub(crate) before: &'a ActivityContent,
    /// At submission every file must have passed its check.
    pub(crate) submitting: bool,
}

/// The region in charge, and a fault where a region, organisation or file named does not exist.
pub(crate) fn references(
    conn: &mut Conn,
    content: &ActivityContent,
    home: &OrganizationRecord,
    by: &Referrer<'_>,
    faults: &mut Faults,
) -> AppResult<RegionCode> {
    let place = match &content.region_code {
        None => None,
        Some(code) => {
            let found = reference::region(conn, code)?;
            if found.is_none() {
                faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code));
            }
            found
        }
    };
    // A draft saves always; what is handed in needs somebody who may file.
    if by.submitting && home.certification == Certification::Suspended {
        faults.add("/organization_id", FaultCode::SuspendedOrganization);
    }
    units(conn, content, faults)?;
    files(conn, content, by, faults)?;
    Ok(review_region(place.as_ref(), &home.region_code))
}

fn units(conn: &mut Conn, content: &ActivityContent, faults: &mut Faults) -> AppResult<()> {
    let named = content.organization_ids();
    if named.is_empty() {
        return Ok(());
    }
    let known = organization::certifications(conn, &named)?;
    let mut look = |pointer: &str, units: &[Unit]| {
        for (n, unit) in units.iter().enumerate() {
            if unit.organization_id.is_some_and(|id| !known.contains_key(&id)) {
                faults.add(
                    format!("{pointer}/{n}/organization_id"),
                    FaultCode::UnknownOrganization,
                );
            }
        }
    };
    look("/hosts", &content.hosts);
    look("/co_organizers", &content.co_organizers);
    Ok(())
}

fn files(
    conn: &mut Conn,
    content: &ActivityContent,
    by: &Referrer<'_>,
    faults: &mut Faults,
) -> AppResult<()> {
    let before = by.before.media_ids();
    let poster = content.poster_id.map(|id| NamedFile {
        pointer: "/poster_id".to_owned(),
        kind: MediaKind::Poster,
        id,
    });
    let photos = NamedFile::list("/photo_ids", MediaKind::Photo, &content.photo_ids);
    let videos = NamedFile::list("/video_ids", MediaKind::Video, &content.video_ids);
    let own = |conn: &mut Conn, file: &MediaRecord| {
        Ok(file.created_by == by.actor.account
            || before.contains(&file.id)
            || shown_by_own(conn, file.id, by.organization)?)
    };
    let ready = |status| match status {
        MediaStatus::Ready => true,
        MediaStatus::Rejected => false,
        MediaStatus::Pending => !by.submitting,
    };
    named::check(
        conn,
        poster.into_iter().chain(photos).chain(videos).collect(),
        own,
        ready,
        faults,
    )
}

/// Whether another activity of the same organisation shows the file: colleagues may use it again.
fn shown_by_own(conn: &mut Conn, file: MediaId, organization: OrganizationId) -> AppResult<bool> {
    for id in media::shown_by(conn, file)? {
        if activity::find(conn, id)?.organization_id == organization {
            return Ok(true);
        }
    }
    Ok(false)
}
