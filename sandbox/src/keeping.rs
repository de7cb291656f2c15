//! Keeps the chats in a file, so that a restart finds people, messages and waiting updates where they were.

use std::{fs, io, path::Path, sync::Arc};

use anyhow::Context;

use crate::world::{State, World};

/// The state as it was kept, or none if there is no file yet.
pub(crate) fn load(path: &Path) -> anyhow::Result<Option<State>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let state =
        serde_json::from_str(&text).with_context(|| format!("{} holds no sandbox", path.display()))?;
    Ok(Some(state))
}

/// Saves after every change, until it is dropped.
pub(crate) async fn keep(world: Arc<World>, path: Arc<Path>) {
    let mut changes = world.changes();
    while changes.changed().await.is_ok() {
        changes.borrow_and_update();
        save(&world, &path);
    }
}

/// Written beside and renamed: the file is always whole.
pub(crate) fn save(world: &World, path: &Path) {
    let written = world.read(serde_json::to_vec).map_err(io::Error::from).and_then(|text| {
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        let beside = path.with_extension("tmp");
        fs::write(&beside, text)?;
        fs::rename(&beside, path)
    });
    if let Err(error) = written {
        tracing::warn!(%error, path = %path.display(), "the sandbox could not be saved");
    }
}
