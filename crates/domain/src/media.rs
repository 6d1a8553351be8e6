//! Uploaded files: what kinds there are, how large they may be, how the browser brings them in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::MediaId;
use crate::problem::{Fault, FaultCode, Faults};
use crate::time::Instant;

/// Width and height of a poster (活动宣传图), pixels. Notice 附件2 二.
pub const POSTER_SIZE: (u32, u32) = (600, 350);

/// Files that one account may bring in within 24 hours: more than a whole edition of a busy organisation has.
pub const FILES_PER_DAY: i64 = 3_000;

/// Bytes that one account may bring in within 24 hours: twenty films of the largest size.
pub const BYTES_PER_DAY: i64 = 20 << 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// 活动宣传图
    Poster,
    /// 活动图片
    Photo,
    /// 活动视频
    Video,
    /// 证明材料 of an organisation
    Proof,
    Attachment,
    /// 报道截图
    ReportScreenshot,
}

impl MediaKind {
    pub const ALL: [Self; 6] = [
        Self::Poster,
        Self::Photo,
        Self::Video,
        Self::Proof,
        Self::Attachment,
        Self::ReportScreenshot,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Poster => "poster",
            Self::Photo => "photo",
            Self::Video => "video",
            Self::Proof => "proof",
            Self::Attachment => "attachment",
            Self::ReportScreenshot => "report_screenshot",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
    /// What a person calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Poster => "活动宣传图",
            Self::Photo => "活动图片",
            Self::Video => "活动视频",
            Self::Proof => "证明材料",
            Self::Attachment => "附件",
            Self::ReportScreenshot => "报道截图",
        }
    }
    /// Largest size in bytes.
    pub const fn max_bytes(self) -> u64 {
        match self {
            Self::Poster => 2_097_152,
            Self::Photo | Self::Proof | Self::Attachment | Self::ReportScreenshot => 20 * 1_048_576,
            Self::Video => 1_073_741_824,
        }
    }
    /// Content types that may be announced; the content itself decides later.
    pub const fn content_types(self) -> &'static [&'static str] {
        match self {
            Self::Poster | Self::Photo | Self::ReportScreenshot => &["image/jpeg", "image/png"],
            Self::Video => &["video/mp4", "video/quicktime"],
            Self::Proof => &["image/jpeg", "image/png", "application/pdf"],
            Self::Attachment => &[
                "image/jpeg",
                "image/png",
                "application/pdf",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.ms-excel",
                "text/csv",
            ],
        }
    }
    /// The types in a person's words.
    pub const fn type_names(self) -> &'static str {
        match self {
            Self::Poster | Self::Photo | Self::ReportScreenshot => "jpg、jpeg、png",
            Self::Video => "mp4、mov",
            Self::Proof => "jpg、png、pdf",
            Self::Attachment => "jpg、png、pdf、docx、xlsx、xls、csv",
        }
    }
}

/// Announces a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewMedia {
    pub kind: MediaKind,
    pub file_name: String,
    #[cfg_attr(feature = "openapi", schema(example = "image/png"))]
    pub content_type: String,
    /// Bytes.
    pub size: u64,
    /// Hex SHA-256 of the bytes; compared after the upload when given.
    #[serde(default)]
    pub sha256: Option<String>,
}

/// Where and how to send the bytes: straight to object storage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upload {
    /// `POST` (a multipart form of `fields` then `file`) or `PUT`.
    pub method: String,
    pub url: String,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<BTreeMap<String, String>>,
    /// For large files: each part is sent by `PUT` on its own, in any order, again after a failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<UploadPart>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadPart {
    /// From 1.
    pub number: u32,
    /// First byte of the file in this part.
    pub offset: u64,
    /// Bytes of this part.
    pub size: u64,
    pub url: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MediaCreated {
    pub id: MediaId,
    pub upload: Upload,
    pub expires_at: Instant,
}

/// Says that all bytes are there. For uploads in parts, the `ETag` of each part as storage answered it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompleteMedia {
    #[serde(default)]
    pub parts: Vec<CompletedPart>,
}

/// Parts of one file, at most: what S3 allows.
pub const PARTS_MAX: u32 = 10_000;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompletedPart {
    /// 1–10000, as it was announced.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub number: u32,
    pub etag: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MediaStatus {
    /// Announced; the bytes are not verified.
    Pending,
    Ready,
    /// Refused by the check of its content.
    Rejected,
}

/// A file. Only `ready` ones are ever served.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Media {
    pub id: MediaId,
    pub kind: MediaKind,
    pub status: MediaStatus,
    pub file_name: String,
    pub content_type: String,
    /// Bytes.
    pub size: u64,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub duration_seconds: Option<f64>,
    /// Addresses of the variants: `original`, `thumb`, `view`.
    pub variants: BTreeMap<String, String>,
    pub created_at: Instant,
}

/// Faults of an announcement.
pub fn check_new(new: &NewMedia) -> Faults {
    let mut faults = Faults::new();
    if new.file_name.trim().is_empty() {
        faults.push(Fault::new("/file_name", FaultCode::Required).with("文件名"));
    } else if new.file_name.chars().count() > 200 {
        faults.push(
            Fault::new("/file_name", FaultCode::TooLong)
                .with(200)
                .with(new.file_name.chars().count()),
        );
    }
    if !new.kind.content_types().contains(&new.content_type.as_str()) {
        faults.push(
            Fault::new("/content_type", FaultCode::FileType)
                .with(&new.content_type)
                .with(new.kind.type_names()),
        );
    }
    if new.size == 0 {
        faults.add("/size", FaultCode::FileEmpty);
    } else if new.size > new.kind.max_bytes() {
        faults.push(
            Fault::new("/size", FaultCode::FileTooLarge)
                .with(bytes(new.kind.max_bytes()))
                .with(bytes(new.size)),
        );
    }
    if let Some(sum) = &new.sha256
        && (sum.len() != 64 || !sum.bytes().all(|b| b.is_ascii_hexdigit()))
    {
        faults.push(Fault::new("/sha256", FaultCode::WrongType).with("SHA-256"));
    }
    faults
}

/// A size as people read it: 1.5 MB.
pub fn bytes(n: u64) -> String {
    match n {
        0..1_024 => format!("{n} B"),
        1_024..1_048_576 => format!("{:.0} KB", n as f64 / 1_024.0),
        1_048_576..1_073_741_824 => format!("{:.1} MB", n as f64 / 1_048_576.0),
        _ => format!("{:.1} GB", n as f64 / 1_073_741_824.0),
    }
}
