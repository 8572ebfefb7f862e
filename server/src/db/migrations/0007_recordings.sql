CREATE TYPE "public"."recording_state" AS ENUM('recording', 'processing', 'ready', 'failed', 'expired');--> statement-breakpoint
CREATE TABLE "recorded_update" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "recorded_update_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"recording_id" integer NOT NULL,
	"document_name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"data" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "recording_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"session_id" integer NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"state" "recording_state" NOT NULL,
	"phase" text,
	"failure" text,
	"stopped" text,
	"interruptions" integer DEFAULT 0 NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"duration_ms" integer,
	"size" bigint,
	"has_poster" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"shared_with" text DEFAULT 'nobody' NOT NULL,
	"shared_until" timestamp (3) with time zone,
	"downloads_shared" boolean DEFAULT false NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"kept_in" text DEFAULT 'folder' NOT NULL,
	"take" integer DEFAULT 0 NOT NULL,
	"recorder_seen_at" timestamp (3) with time zone,
	"spoke" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "recording_phase" CHECK (("recording"."state" = 'recording') = ("recording"."phase" is not null))
);
--> statement-breakpoint
CREATE TABLE "recording_clip" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "recording_clip_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"recording_id" integer NOT NULL,
	"account_id" integer NOT NULL,
	"source" text NOT NULL,
	"media_type" text NOT NULL,
	"file" text NOT NULL,
	"from_ms" double precision NOT NULL,
	"to_ms" double precision NOT NULL,
	"width" integer,
	"height" integer,
	"size" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording_consent" (
	"session_id" integer NOT NULL,
	"account_id" integer NOT NULL,
	"choice" text NOT NULL,
	"hide_name" boolean NOT NULL,
	"chosen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recording_consent_session_id_account_id_pk" PRIMARY KEY("session_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "recording_download" (
	"recording_id" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"progress" smallint DEFAULT 0 NOT NULL,
	"failure" text,
	"file" text,
	"size" bigint,
	"requested_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recording_download_recording_id_kind_pk" PRIMARY KEY("recording_id","kind")
);
--> statement-breakpoint
CREATE TABLE "recording_page" (
	"recording_id" integer NOT NULL,
	"page_id" integer NOT NULL,
	"file" text NOT NULL,
	"from_ms" double precision NOT NULL,
	"to_ms" double precision NOT NULL,
	"size" integer NOT NULL,
	CONSTRAINT "recording_page_recording_id_page_id_pk" PRIMARY KEY("recording_id","page_id")
);
--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "recording_id" integer;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "record_from_start" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "keep_recordings_days" integer;--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "keep_recordings_days" integer;--> statement-breakpoint
ALTER TABLE "recorded_update" ADD CONSTRAINT "recorded_update_recording_id_recording_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recording"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording" ADD CONSTRAINT "recording_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_clip" ADD CONSTRAINT "recording_clip_recording_id_recording_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recording"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_clip" ADD CONSTRAINT "recording_clip_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_consent" ADD CONSTRAINT "recording_consent_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_consent" ADD CONSTRAINT "recording_consent_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_download" ADD CONSTRAINT "recording_download_recording_id_recording_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recording"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_page" ADD CONSTRAINT "recording_page_recording_id_recording_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recording"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recorded_update_recording" ON "recorded_update" USING btree ("recording_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "recording_one_live" ON "recording" USING btree ("session_id") WHERE "recording"."state" = 'recording';--> statement-breakpoint
CREATE INDEX "recording_session" ON "recording" USING btree ("session_id","id");--> statement-breakpoint
CREATE INDEX "recording_unfinished" ON "recording" USING btree ("state") WHERE "recording"."state" in ('recording', 'processing');--> statement-breakpoint
CREATE INDEX "recording_clip_recording" ON "recording_clip" USING btree ("recording_id","from_ms");--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_recording_id_recording_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recording"("id") ON DELETE set null ON UPDATE no action;