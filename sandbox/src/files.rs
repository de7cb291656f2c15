//! Files that were sent, by bot or people, and the size and shape that Telegram asks of a photo.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::refusal::Refused;

/// Bytes of the largest photo, the largest upload, and the largest file that a bot can fetch.
pub(crate) const LARGEST_PHOTO: usize = 10 * 1024 * 1024;
pub(crate) const LARGEST_UPLOAD: usize = 50 * 1024 * 1024;
pub(crate) const LARGEST_DOWNLOAD: usize = 20 * 1024 * 1024;

/// What is known about a file; its bytes are in the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    pub id: String,
    pub name: String,
    pub mime: String,
    pub size: usize,
}

impl StoredFile {
    /// Where it can be fetched, below `/file/bot<token>/`.
    pub(crate) fn path(&self) -> String {
        let folder = if self.mime.starts_with("image/") { "photos" } else { "documents" };
        let extension = self.name.rsplit_once('.').map_or("bin", |(_, extension)| extension);
        format!("{folder}/{}.{extension}", self.id)
    }

    pub(crate) fn to_telegram(&self) -> Value {
        json!({"file_id": self.id, "file_unique_id": format!("u{}", self.id), "file_size": self.size})
    }
}

/// All files of the sandbox.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Shelf {
    files: BTreeMap<String, (StoredFile, Content)>,
}

/// The bytes of a file; kept as hexadecimal text, which is half the size of a list of numbers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Content(Vec<u8>);

impl Shelf {
    /// Keeps a file under a new id.
    pub(crate) fn keep(&mut self, name: &str, mime: &str, bytes: Vec<u8>) -> StoredFile {
        let file = StoredFile {
            id: format!("AgADsandbox{}", self.files.len() + 1),
            name: name.to_owned(),
            mime: mime.to_owned(),
            size: bytes.len(),
        };
        self.files.insert(file.id.clone(), (file.clone(), Content(bytes)));
        file
    }

    pub(crate) fn find(&self, id: &str) -> Option<(&StoredFile, &[u8])> {
        self.files.get(id).map(|(file, content)| (file, content.0.as_slice()))
    }

    pub(crate) fn find_by_path(&self, path: &str) -> Option<(&StoredFile, &[u8])> {
        let name = path.rsplit('/').next()?;
        let (id, _) = name.split_once('.')?;
        self.find(id).filter(|(file, _)| file.path() == path)
    }
}

impl From<Content> for String {
    fn from(content: Content) -> Self {
        let digit = |value: u8| char::from_digit(value.into(), 16).expect("half a byte is one digit");
        content.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}

impl TryFrom<String> for Content {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const COMPLAINT: &str = "a kept file is not hexadecimal text";
        let digit = |byte: u8| {
            char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok()).ok_or(COMPLAINT)
        };
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if !rest.is_empty() {
            return Err(COMPLAINT);
        }
        pairs
            .iter()
            .map(|[high, low]| Ok(digit(*high)? << 4 | digit(*low)?))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// The width and height of a picture that Telegram takes as a photo.
pub(crate) fn photo_size(bytes: &[u8]) -> Result<(u32, u32), Refused> {
    const LARGEST_SUM: u32 = 10_000;
    const LARGEST_RATIO: u32 = 20;
    if bytes.len() > LARGEST_PHOTO {
        return Err(Refused::bad("file is too big"));
    }
    let (width, height) = png_size(bytes)
        .or_else(|| jpeg_size(bytes))
        .filter(|&(width, height)| width > 0 && height > 0)
        .ok_or_else(|| Refused::bad("IMAGE_PROCESS_FAILED"))?;
    let too_thin = width.max(height) > LARGEST_RATIO.saturating_mul(width.min(height));
    if width.saturating_add(height) > LARGEST_SUM || too_thin {
        return Err(Refused::bad("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok((width, height))
}

/// The kind of a picture, for the browser.
pub(crate) fn picture_mime(bytes: &[u8]) -> &'static str {
    if png_size(bytes).is_some() { "image/png" } else { "image/jpeg" }
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..16)?;
    let (width, height) = header.split_at(4);
    Some((u32::from_be_bytes(width.try_into().ok()?), u32::from_be_bytes(height.try_into().ok()?)))
}

/// Walks the segments of a JPEG to the frame header, which holds the size.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, high, low, ..] = *rest else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let frame = rest.get(5..9)?;
            let height = u16::from_be_bytes([frame[0], frame[1]]);
            let width = u16::from_be_bytes([frame[2], frame[3]]);
            return Some((width.into(), height.into()));
        }
        rest = rest.get(2 + length..)?;
    }
}

/// The smallest picture there is: one transparent pixel.
pub(crate) const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00,
    0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x00, 0x01, 0x00, 0x00, 0x05, 0x00, 0x01,
    0x0d, 0x0a, 0x2d, 0xb4, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
