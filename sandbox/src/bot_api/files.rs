//! getFile: where the bytes of a file can be fetched.

use serde_json::json;

use super::{Call, Outcome};
use crate::{files::LARGEST_DOWNLOAD, refusal::Refused};

pub(super) fn get_file(call: &mut Call<'_>) -> Outcome {
    let id = call.params.text("file_id").unwrap_or_default();
    let (file, _) = call.state.files.find(id).ok_or_else(|| Refused::bad("invalid file_id"))?;
    if file.size > LARGEST_DOWNLOAD {
        return Err(Refused::bad("file is too big"));
    }
    let mut result = file.to_telegram();
    result["file_path"] = json!(file.path());
    Ok(result)
}
