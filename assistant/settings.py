"""What a user may set, from the environment (`KILDEVIS_...`) or a `kildevis.toml` in the working folder."""

import re
from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.errors import InputError

SEEDS = Path(__file__).parent.parent / "seeds"
LOCAL_MODEL = "gemma3-270m"  # that of `kildevis[writer]`, which needs no endpoint


class Settings(BaseSettings):
    """Typed settings; an environment variable wins over `kildevis.toml`, which wins over the default."""

    model_config = SettingsConfigDict(
        env_prefix="KILDEVIS_", toml_file="kildevis.toml", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data: Path = Field(
        default_factory=lambda: user_data_path("kildevis", appauthor=False),
        description="folder under which everything is stored: articles, index, feedback",
    )
    cache: Path = Field(
        default_factory=lambda: user_cache_path("kildevis", appauthor=False),
        description="folder of the unpacked embedding model; may be deleted, is built again",
    )
    seeds: Path = Field(default=SEEDS, description="folder of the articles that a fresh install indexes")
    model: str = Field(
        default="bundled",
        description="embedding model: `bundled`, or a sentence-transformers folder or hub name",
    )
    reader: str = Field(
        default="bundled",
        description="what finds the words: `bundled`, which the confidence is fitted to, or an extractive question "
        "answering model, by folder or hub name",
    )
    language: Literal["nb", "nn", "en"] = Field(
        default="nb", description="language of our words where the question does not tell it"
    )
    passages: int = Field(
        default=10,
        ge=1,
        le=50,
        description="passages read for an answer, and up to twice as many where they lie close together; NorQuAD's "
        "evidence is among ten for 95 %",
    )
    threshold: float | None = Field(
        default=None, ge=0, le=1, description="confidence below which it abstains; unset: as calibrated"
    )
    max_question_chars: int = Field(default=1000, ge=50, description="longer questions are refused with a line")
    threads: int | None = Field(default=None, ge=1, description="processor threads of the model; unset: all")
    host: str = Field(default="127.0.0.1", description="address that the web chat listens on")
    port: int = Field(default=7860, ge=0, le=65535, description="port of the web chat; 0 takes a free one")
    user: str | None = Field(default=None, description="user name that the web chat demands")
    password: SecretStr | None = Field(default=None, description="password that the web chat demands")

    llm_url: str | None = Field(
        default=None,
        description="OpenAI-compatible endpoint of a language model, for `mode` write and `kildevis eval --judge`",
    )
    llm_model: str | None = Field(
        default=None,
        description="name of the language model at that endpoint; without one, `gemma3-270m` is that of "
        "kildevis[writer], for `mode` write",
    )
    llm_key: SecretStr | None = Field(default=None, description="key of that endpoint, where it wants one")
    llm_key_file: Path | None = Field(default=None, description="file that holds that key, instead of the key itself")
    llm_timeout: float = Field(default=60, gt=0, description="seconds that an answer of the language model may take")

    # Below what it needs, since fields are validated in their order.
    mode: Literal["quote", "write"] = Field(
        default="quote", description="how answers are made: of quotations, or by the language model, checked"
    )

    @field_validator("llm_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url and not re.match(r"https?://[^/\s]", url):
            raise ValueError("give an address that begins with http:// or https://, as in http://127.0.0.1:11434/v1")
        if url and "@" in url:
            raise ValueError("leave the key out of the address, which is shown; give it as KILDEVIS_LLM_KEY")
        return url or None

    @field_validator("mode")
    @classmethod
    def _can_be_done(cls, mode: str, info: ValidationInfo) -> str:
        url, name = info.data.get("llm_url"), info.data.get("llm_model")
        if mode == "write" and not (name and (url or name == LOCAL_MODEL)):
            raise ValueError(
                "write wants a language model; set KILDEVIS_LLM_URL and KILDEVIS_LLM_MODEL as well, or "
                f"KILDEVIS_LLM_MODEL={LOCAL_MODEL} alone, or use quote"
            )
        return mode

    @property
    def can_write(self) -> bool:
        """Whether a language model is named that could write."""
        return bool(self.llm_model and (self.llm_url or self.writes_locally))

    @property
    def writes_locally(self) -> bool:
        """Whether the language model is the one within this process."""
        return self.llm_model == LOCAL_MODEL and not self.llm_url

    def key(self) -> str | None:
        """Return the endpoint's key, from the setting or from the file that it names; None where there is none.

        Raises:
            InputError: the file cannot be read or holds nothing, or the key has characters that no key has.
        """
        if self.llm_key is not None:
            return _sendable(self.llm_key.get_secret_value().strip(), "llm_key")
        if self.llm_key_file is None:
            return None
        try:
            key = self.llm_key_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            key = ""
        if not key:
            raise InputError(
                f"setting 'llm_key_file': {self.llm_key_file} holds no key that can be read; check the path"
            )
        return _sendable(key, "llm_key_file")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def _sendable(key: str, name: str) -> str:
    """The key, where a request can carry it."""
    if not (key.isascii() and key.isprintable()):
        raise InputError(
            f"setting {name!r}: the key has characters that no key has; copy it again, without line breaks"
        )
    return key


def load_settings(**given: object) -> Settings:
    """Read the settings; `given` wins over the environment and the file.

    Raises:
        InputError: a value does not fit, with its name and what is wanted, or kildevis.toml is not TOML.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        wrong = first["msg"].removeprefix("Value error, ")
        raise InputError(
            f"setting {name!r} (KILDEVIS_{name.upper()} or kildevis.toml): {wrong}; see `kildevis settings`"
        ) from None
    except ValueError as error:
        raise InputError(f"kildevis.toml cannot be read: {error}; mend that line") from None
